package dev.rookery.plugins.tasks.mutator;

import dev.rookery.api.dialogue.Episode;
import dev.rookery.api.dialogue.Message;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * The text of a first turn, cut into context and what is said.
 *
 * @param context the lines before the last one, such as a persona
 * @param said the last line
 */
record MessageText(List<String> context, String said) {

  MessageText {
    context = List.copyOf(context);
  }

  static MessageText of(Message message) {
    List<String> lines = lines(message.text().orElse(""));
    return new MessageText(lines.subList(0, lines.size() - 1), lines.get(lines.size() - 1));
  }

  /** Another text after the same context. */
  String withSaid(String other) {
    List<String> lines = new ArrayList<>(context);
    lines.add(other);
    return String.join("\n", lines);
  }

  static List<String> lines(String text) {
    return Arrays.asList(text.split("\n", -1));
  }

  /** The message with another text; one without text stays as it is. */
  static Message changed(Message message, UnaryOperator<String> change) {
    return message
        .text()
        .map(text -> message.with(Message.TEXT, change.apply(text)))
        .orElse(message);
  }

  /** An episode of these turns; only the last one ends it. */
  static Episode episode(List<Message> turns) {
    List<Message> marked = new ArrayList<>(turns.size());
    for (Message turn : turns) {
      marked.add(turn.with(Message.EPISODE_DONE, marked.size() == turns.size() - 1));
    }
    return new Episode(marked);
  }
}
