package dev.rookery.plugins.basic;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads candidates in ParlAI's forms: one a line, {@code \n} standing for a line break. If the
 * first line begins with "1 " each line begins with a number that is cut off; if such a line has
 * tabs the candidate is its second column (the reply of an FbDialog line).
 */
final class CandidateFile {

  private CandidateFile() {}

  static List<String> read(Path file, String setting) {
    List<String> lines =
        TextFiles.lines(file, setting).stream()
            .map(String::strip)
            .filter(line -> !line.isEmpty())
            .map(line -> line.replace("\\n", "\n"))
            .toList();
    boolean numbered = !lines.isEmpty() && lines.get(0).startsWith("1 ");
    boolean replies = lines.stream().anyMatch(line -> line.indexOf('\t') >= 0);
    List<String> candidates = new ArrayList<>();
    for (String line : lines) {
      String text = numbered ? line.substring(line.indexOf(' ') + 1) : line;
      if (!numbered || !replies) {
        candidates.add(text);
      } else {
        String[] columns = text.split("\t", -1);
        if (columns.length > 1 && !columns[1].isEmpty()) {
          candidates.add(columns[1]);
        }
      }
    }
    return List.copyOf(candidates);
  }
}
