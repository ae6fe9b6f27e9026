package dev.rookery.plugins.tasks.format;

import dev.rookery.api.dialogue.Message;
import dev.rookery.api.settings.Suggestions;
import java.util.Collection;
import java.util.List;

/** What every message of a data file must have. */
final class Required {

  private Required() {}

  /**
   * Checks that a message has a text and labels.
   *
   * @throws BadLine if it hasn't, or if it says {@code eval_labels}
   */
  static void check(long line, Message message) throws BadLine {
    if (message.has(Message.EVAL_LABELS)) {
      throw new BadLine(
          line,
          "has the field \"eval_labels\"; write \"labels\", which become eval_labels by"
              + " themselves where nothing may be learnt from them");
    }
    for (String name : new String[] {Message.TEXT, Message.LABELS}) {
      if (!message.has(name)) {
        throw new BadLine(
            line, "has no field \"" + name + '"' + misspelt(name, message.fields().keySet()));
      }
    }
  }

  /** Points to the field that was probably meant, if there is one. */
  static String misspelt(String name, Collection<String> fields) {
    return fields.stream()
        .filter(field -> Suggestions.nearest(field, List.of(name)).isPresent())
        .findFirst()
        .map(field -> "; the field \"" + field + "\" is unknown, did you mean \"" + name + "\"?")
        .orElse("");
  }
}
