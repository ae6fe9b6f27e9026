package dev.rookery.plugins.molecules.prompts;

import dev.rookery.api.UserException;
import dev.rookery.api.settings.Setting;
import dev.rookery.api.settings.Settings;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The parts to build on, one text for each sequence to choose from. */
final class GivenParts {

  static final Setting<Path> FILE =
      Setting.path("smiles-file")
          .optional()
          .describedAs("a file with one such text a line, instead of smiles");

  /**
   * A text.
   *
   * @param smiles with asterisks
   * @param where it was written
   */
  record Part(String smiles, String where) {}

  private GivenParts() {}

  /**
   * Reads them.
   *
   * @param component that has the settings
   * @throws UserException if there are none, or the file can't be read
   */
  static List<Part> of(String component, Settings settings, Setting<List<String>> smiles) {
    List<String> written = settings.get(smiles);
    Optional<Path> file = settings.find(FILE);
    if (file.isPresent() != written.isEmpty()) {
      throw new UserException(
          "the prompting "
              + component
              + " needs either smiles or smiles-file: "
              + smiles.description());
    }
    if (file.isPresent()) {
      return ofFile(file.get());
    }
    String where = component + ".smiles (" + settings.originOf(smiles) + ")";
    return written.stream().map(text -> new Part(text, where)).toList();
  }

  /** Of each line the first word; empty ones are passed over. */
  private static List<Part> ofFile(Path file) {
    List<Part> parts = new ArrayList<>();
    List<String> lines = lines(file);
    for (int line = 0; line < lines.size(); line++) {
      if (!lines.get(line).isBlank()) {
        String first = lines.get(line).strip().split("\\s+")[0];
        parts.add(new Part(first, file + ": line " + (line + 1)));
      }
    }
    if (parts.isEmpty()) {
      throw new UserException(file + " is empty; wanted is one text with asterisks a line");
    }
    return parts;
  }

  private static List<String> lines(Path file) {
    try {
      return Files.readAllLines(file);
    } catch (NoSuchFileException e) {
      throw new UserException(file + " (smiles-file) is not there", e);
    } catch (CharacterCodingException e) {
      throw new UserException(file + " (smiles-file) is no text in UTF-8", e);
    } catch (IOException e) {
      throw new UserException(file + " (smiles-file) can't be read: " + e.getMessage(), e);
    }
  }
}
