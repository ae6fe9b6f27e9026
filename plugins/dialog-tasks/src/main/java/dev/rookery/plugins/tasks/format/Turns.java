package dev.rookery.plugins.tasks.format;

import dev.rookery.api.dialogue.Episode;
import dev.rookery.api.dialogue.Message;
import java.util.ArrayList;
import java.util.List;

/** Makes episodes of turns, and shows turns in error messages. */
final class Turns {

  private static final int EXCERPT = 60;

  private Turns() {}

  /** An episode of these turns; only the last one ends it. */
  static Episode episode(List<Message> turns) {
    List<Message> marked = new ArrayList<>(turns.size());
    for (Message turn : turns) {
      boolean last = marked.size() == turns.size() - 1;
      marked.add(turn.with(Message.EPISODE_DONE, last));
    }
    return new Episode(marked);
  }

  /** At most the first 60 characters, on one line. */
  static String excerpt(String text) {
    String line = text.replace("\n", "\\n").replace("\t", "\\t");
    return line.length() <= EXCERPT ? line : line.substring(0, EXCERPT) + "...";
  }
}
