package dev.rookery.api.dialogue;

import dev.rookery.api.Incubating;
import java.nio.file.Path;

/** A format of dialogue files that {@code rookery data check} knows. Thread-safe. */
@Incubating
public interface DialogueFormat {

  /**
   * How much the beginning of a file looks like this format.
   *
   * @return 0 for not at all to 1 for certainly
   * @throws dev.rookery.api.UserException if the file can't be read
   */
  double confidence(Path file);

  /**
   * Reads a whole file and lists every line that is wrong.
   *
   * @throws dev.rookery.api.UserException if the file can't be read
   */
  FormatCheck check(Path file);
}
