package dev.rookery.plugins.tasks.format;

import dev.rookery.api.UserException;
import java.nio.file.Path;

/** Hears of bad lines: the strict one ends the reading, a collecting one lets it go on. */
@FunctionalInterface
interface ProblemSink {

  void add(BadLine bad);

  /** Throws a {@link UserException} that names the file and the line, unless it is harmless. */
  static ProblemSink strict(Path file) {
    return bad -> {
      if (!bad.isHarmless()) {
        throw new UserException(file + ", line " + bad.line() + ": " + bad.problem(), bad);
      }
    };
  }
}
