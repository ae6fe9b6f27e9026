package dev.rookery.runtime.text;

import dev.rookery.api.UserException;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;

/**
 * ParlAI's dictionary file: {@code token<TAB>count} a line, in the order of the ids. Tab, line feed
 * and carriage return in tokens are written as {@code \t}, {@code \n} and {@code \r}. A backslash
 * isn't escaped, so a token that holds a backslash and then one of these letters reads back as
 * another one; {@link #asReadBack} tells as which.
 */
final class DictionaryFile {

  private DictionaryFile() {}

  static String escape(String token) {
    return token.replace("\n", "\\n").replace("\t", "\\t").replace("\r", "\\r");
  }

  static String unescape(String token) {
    return token.replace("\\n", "\n").replace("\\t", "\t").replace("\\r", "\r");
  }

  /** The token after it was written and read. */
  static String asReadBack(String token) {
    return token.indexOf('\\') < 0 ? token : unescape(escape(token));
  }

  /**
   * Reads the entries in the order of the file.
   *
   * @throws UserException if the file is missing, isn't UTF-8 or has a line of another form
   */
  static List<DictionaryEntry> read(Path file) {
    List<DictionaryEntry> entries = new ArrayList<>();
    try (BufferedReader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        entries.add(parse(line, file, entries.size() + 1));
      }
    } catch (NoSuchFileException e) {
      throw new UserException("there is no dictionary file " + file, e);
    } catch (CharacterCodingException e) {
      throw new UserException(
          file + ": line " + (entries.size() + 1) + " or one soon after it isn't UTF-8", e);
    } catch (IOException e) {
      throw new UserException("cannot read the dictionary file " + file + ": " + e, e);
    }
    return entries;
  }

  private static DictionaryEntry parse(String line, Path file, int number) {
    int tab = line.indexOf('\t');
    if (tab < 0) {
      return new DictionaryEntry(unescape(line), 0);
    }
    int end = line.indexOf('\t', tab + 1);
    String count = line.substring(tab + 1, end < 0 ? line.length() : end).trim();
    try {
      return new DictionaryEntry(unescape(line.substring(0, tab)), Long.parseLong(count));
    } catch (NumberFormatException e) {
      throw new UserException(
          file
              + ": line "
              + number
              + ": \""
              + count
              + "\" is not a count; a line of a dictionary is a token, a tab and a whole number",
          e);
    }
  }

  /**
   * Writes the entries. A file of this name is replaced in one step, so that there is never half a
   * dictionary.
   */
  static void write(List<DictionaryEntry> entries, Path file) throws IOException {
    Path unfinished = file.resolveSibling(file.getFileName() + ".unfinished");
    try {
      try (BufferedWriter writer = Files.newBufferedWriter(unfinished, StandardCharsets.UTF_8)) {
        for (DictionaryEntry entry : entries) {
          writer.write(escape(entry.token()));
          writer.write('\t');
          writer.write(Long.toString(entry.count()));
          writer.write('\n');
        }
      }
      Files.move(unfinished, file, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(unfinished);
    }
  }
}
