package dev.rookery.runtime.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The files that a page of the documentation shows, each marked with its path. */
final class DocumentedFiles {

  private static final Pattern FILE =
      Pattern.compile("<!-- file: (\\S+) -->\\R```\\w*\\R(.*?)```", Pattern.DOTALL);

  private DocumentedFiles() {}

  /**
   * Writes the files of a page.
   *
   * @return their paths as the page has them
   */
  static List<String> extract(Path page, Path folder) throws IOException {
    List<String> paths = new ArrayList<>();
    Matcher matcher = FILE.matcher(Files.readString(page));
    while (matcher.find()) {
      Path file = folder.resolve(matcher.group(1));
      Files.createDirectories(file.getParent());
      Files.writeString(file, matcher.group(2));
      paths.add(matcher.group(1));
    }
    return paths;
  }
}
