package dev.rookery.plugins.basic;

import dev.rookery.api.UserException;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/** Reads files that the user named. */
final class TextFiles {

  private TextFiles() {}

  /**
   * The lines of a UTF-8 file.
   *
   * @param setting by which the user named it
   * @throws UserException if it can't be read
   */
  static List<String> lines(Path file, String setting) {
    try {
      // Not Files.readAllLines: it ends lines at a lone carriage return, too.
      String text = Files.readString(file, StandardCharsets.UTF_8);
      List<String> lines = List.of(text.split("\r?\n", -1));
      return text.endsWith("\n") || text.isEmpty() ? lines.subList(0, lines.size() - 1) : lines;
    } catch (NoSuchFileException e) {
      throw new UserException(setting + " = " + file + ": there is no such file", e);
    } catch (CharacterCodingException e) {
      throw new UserException(setting + " = " + file + " is not UTF-8; convert it first", e);
    } catch (IOException e) {
      throw new UserException(setting + " = " + file + " can't be read: " + e, e);
    }
  }
}
