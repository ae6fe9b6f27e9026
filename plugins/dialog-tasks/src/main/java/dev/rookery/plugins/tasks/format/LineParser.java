package dev.rookery.plugins.tasks.format;

import dev.rookery.api.dialogue.Episode;
import java.util.function.Consumer;

/** Makes episodes from lines. Keeps the unfinished episode, so one parser reads one file. */
interface LineParser {

  /**
   * Takes the next line.
   *
   * @param out hears of episodes that are complete now
   * @throws BadLine if the line is wrong or holds no example; it then counts as not being there
   */
  void line(Line line, Consumer<Episode> out) throws BadLine;

  /** Ends the file. */
  default void end(Consumer<Episode> out) {}
}
