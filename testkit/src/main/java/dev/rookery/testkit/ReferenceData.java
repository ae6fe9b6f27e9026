package dev.rookery.testkit;

import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Figures of the systems that Rookery answers to, in the folder that the system property {@code
 * rookery.parity} names. Tests that need one of its files are skipped where the folder is not
 * there, unless somebody asked for it by name.
 */
public final class ReferenceData {

  private static final String FOLDER = "rookery.parity";
  private static final String DEFAULT = "rookery.parity.default";
  private static final String ROOT = "rookery.root";

  private ReferenceData() {}

  /**
   * The path of a file or folder, which need not exist.
   *
   * @param relative such as {@code parlai/golden/bpe.json}
   * @throws IllegalStateException if the folder was named and does not exist
   */
  public static Path path(String relative) {
    String named = System.getProperty(FOLDER, "");
    if (named.isEmpty()) {
      return Path.of("no-reference-data").resolve(relative);
    }
    Path folder = Path.of(System.getProperty(ROOT, "")).resolve(named).normalize();
    if (!Files.isDirectory(folder) && !named.equals(System.getProperty(DEFAULT))) {
      throw new IllegalStateException(
          "-D" + FOLDER + "=" + named + ": there is no folder " + folder.toAbsolutePath());
    }
    return folder.resolve(relative);
  }
}
