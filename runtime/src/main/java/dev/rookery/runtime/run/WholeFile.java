package dev.rookery.runtime.run;

import dev.rookery.api.UserException;
import dev.rookery.registry.IoReasons;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Text files that are there as a whole or not at all, whenever the process dies. */
public final class WholeFile {

  private WholeFile() {}

  /**
   * Writes a file in place of an older one.
   *
   * @throws UserException if it can't be written; an older one is then as it was
   */
  public static void write(Path file, String text) {
    Path beside = file.resolveSibling(file.getFileName() + ".new");
    try {
      Files.write(beside, text.getBytes(StandardCharsets.UTF_8));
      Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UserException(file + " can't be written: " + IoReasons.of(e), e);
    }
  }
}
