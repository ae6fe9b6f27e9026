package dev.rookery.plugins.tasks.format;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Looks at how a file begins. */
final class FirstLines {

  private FirstLines() {}

  /** At most the first few lines that are not blank; lines that are not UTF-8 are passed over. */
  static List<String> of(Path file, int most) {
    List<String> result = new ArrayList<>();
    try (LineReader lines = new LineReader(file, CarriageReturn.BEFORE_LINE_FEED)) {
      while (result.size() < most) {
        try {
          Line line = lines.next();
          if (line == null) {
            break;
          }
          if (!line.text().isBlank()) {
            result.add(line.text());
          }
        } catch (BadLine notUtf8) {
          // Reading tells; looking passes over it.
        }
      }
    }
    return result;
  }
}
