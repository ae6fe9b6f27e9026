package dev.rookery.plugins.tasks.format;

import dev.rookery.api.dialogue.EpisodeCursor;
import java.nio.file.Path;
import java.util.List;

/**
 * A way to write dialogues into a file.
 *
 * <p>The messages have their fields in ParlAI's order, {@code labels} wherever the file has
 * answers, {@code episode_done}, and no {@code id}.
 */
interface FileFormat {

  /** What the task and {@code data check} call it. */
  String name();

  /** One sentence that shows what a line looks like. */
  String description();

  /**
   * Starts reading. The caller closes the cursor.
   *
   * @param problems hears of bad lines in the order of the file
   * @throws dev.rookery.api.UserException if the file can't be opened or read
   */
  EpisodeCursor open(Path file, ProblemSink problems);

  /**
   * How much the beginning of a file looks like this format.
   *
   * @param lines the first lines that are not blank
   * @return 0 for not at all to 1 for certainly
   */
  double confidence(List<String> lines);
}
