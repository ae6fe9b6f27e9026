package dev.rookery.plugins.tasks.format;

import dev.rookery.api.dialogue.Message;

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
        throw new BadLine(line, "has no field \"" + name + '"');
      }
    }
  }
}
