package dev.rookery.plugins.tasks.mutator;

import dev.rookery.api.dialogue.Episode;
import dev.rookery.api.dialogue.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/** Changes of whole episodes. */
final class EpisodeMutations {

  private EpisodeMutations() {}

  /** One episode a turn: texts and labels so far, line by line; one label of several is drawn. */
  static List<Episode> flattened(Episode episode, SplittableRandom random) {
    List<String> history = new ArrayList<>();
    List<Episode> result = new ArrayList<>();
    for (Message turn : episode.turns()) {
      turn.text().ifPresent(history::add);
      String text = String.join("\n", history);
      result.add(alone(turn.with(Message.TEXT, text)));
      List<String> labels = turn.anyLabels();
      if (!labels.isEmpty()) {
        history.add(labels.get(labels.size() == 1 ? 0 : random.nextInt(labels.size())));
      }
    }
    return result;
  }

  /** One episode a turn, each with the first turn's context if that is to be kept. */
  static List<Episode> lastTurns(Episode episode, boolean keepContext) {
    MessageText first = MessageText.of(episode.turns().get(0));
    List<Episode> result = new ArrayList<>();
    for (Message turn : episode.turns()) {
      boolean asItIs = !keepContext || result.isEmpty();
      result.add(alone(asItIs ? turn : MessageText.changed(turn, first::withSaid)));
    }
    return result;
  }

  /** The same turns with their texts in another order. */
  static List<Episode> reordered(
      Episode episode, boolean keepContext, Consumer<List<String>> order) {
    MessageText first = MessageText.of(episode.turns().get(0));
    List<String> texts = new ArrayList<>();
    for (Message turn : episode.turns()) {
      texts.add(texts.isEmpty() && keepContext ? first.said() : turn.text().orElse(""));
    }
    order.accept(texts);
    List<Message> turns = new ArrayList<>();
    for (Message turn : episode.turns()) {
      String text = texts.get(turns.size());
      turns.add(
          turn.with(Message.TEXT, turns.isEmpty() && keepContext ? first.withSaid(text) : text));
    }
    return List.of(MessageText.episode(turns));
  }

  private static Episode alone(Message turn) {
    return MessageText.episode(List.of(turn));
  }
}
