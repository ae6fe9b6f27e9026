package dev.rookery.plugins.tasks.convai2;

import dev.rookery.api.Downloads;
import dev.rookery.api.UserException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Finds the files of ConvAI2 in the data folder, or fetches them. A folder {@code convai2} is the
 * user's own and is never added to; {@code ConvAI2} is ParlAI's, and ours to fill.
 */
final class ConvAi2Files {

  private static final String OWN_FOLDER = "convai2";
  private static final String FETCHED_FOLDER = "ConvAI2";
  private static final String ARCHIVE = "convai2_fix_723.tgz";
  // As in ParlAI's parlai/tasks/convai2/build.py.
  private static final URI ADDRESS = URI.create("http://parl.ai/downloads/convai2/" + ARCHIVE);
  private static final String SHA256 =
      "d0ae89defe2fd0b0a4221eaa642a457d7d40cef475f54798119c7f3b8dd9361d";
  private static final long MOST_ARCHIVE_BYTES = 1L << 30;
  private static final long MOST_BYTES = 4L << 30;

  private final Path dataPath;
  private final Downloads downloads;

  ConvAi2Files(Path dataPath, Downloads downloads) {
    this.dataPath = dataPath;
    this.downloads = downloads;
  }

  /**
   * The file of that name.
   *
   * @throws UserException if it isn't there and can't be fetched
   */
  Path find(String name) {
    Path own = dataPath.resolve(OWN_FOLDER);
    List<String> texts = texts(own);
    if (texts.contains(name)) {
      return own.resolve(name);
    }
    if (!texts.isEmpty()) {
      throw new UserException(
          "there is no file "
              + own.resolve(name)
              + "; that folder has "
              + String.join(", ", texts)
              + ". Use the variant of one of these files, add the missing one, or rename the folder"
              + " so that the published data is fetched.");
    }
    Path fetched = dataPath.resolve(FETCHED_FOLDER);
    if (!Files.isRegularFile(fetched.resolve(name))) {
      Path archive = downloads.fetch(ADDRESS, SHA256, MOST_ARCHIVE_BYTES, fetched.resolve(ARCHIVE));
      TarGz.unpack(archive, fetched, MOST_BYTES);
    }
    if (!Files.isRegularFile(fetched.resolve(name))) {
      throw new UserException(
          ARCHIVE + " has no file " + name + "; it has " + String.join(", ", texts(fetched)));
    }
    return fetched.resolve(name);
  }

  private static List<String> texts(Path folder) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(file -> file.endsWith(".txt"))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UserException(folder + " cannot be read: " + e.getMessage(), e);
    }
  }
}
