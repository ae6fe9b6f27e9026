package dev.rookery.plugins.tasks.mutator;

import dev.rookery.api.dialogue.Message;
import dev.rookery.api.dialogue.Mutator;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.BiFunction;
import java.util.function.Consumer;

/** Changes of one text at a time; labels stay as they are. */
final class TextMutations {

  private TextMutations() {}

  /** Applies a change to the text of every turn. */
  static Mutator each(BiFunction<String, SplittableRandom, String> change) {
    return (episode, random) -> {
      List<Message> turns = new ArrayList<>(episode.size());
      for (Message turn : episode.turns()) {
        turns.add(MessageText.changed(turn, text -> change.apply(text, random)));
      }
      return List.of(MessageText.episode(turns));
    };
  }

  static String contextShuffled(String text, SplittableRandom random) {
    List<String> lines = new ArrayList<>(MessageText.lines(text));
    Shuffle.inPlace(lines.subList(0, lines.size() - 1), random);
    return String.join("\n", lines);
  }

  static String wordsReversed(String text) {
    return wordsOfEachLine(text, Collections::reverse);
  }

  static String wordsShuffled(String text, SplittableRandom random) {
    return wordsOfEachLine(text, words -> Shuffle.inPlace(words, random));
  }

  private static String wordsOfEachLine(String text, Consumer<List<String>> change) {
    List<String> lines = new ArrayList<>();
    for (String line : MessageText.lines(text)) {
      List<String> words = Arrays.asList(line.split(" ", -1));
      change.accept(words);
      lines.add(String.join(" ", words));
    }
    return String.join("\n", lines);
  }
}
