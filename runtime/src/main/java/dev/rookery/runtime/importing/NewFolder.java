package dev.rookery.runtime.importing;

import dev.rookery.api.UserException;
import dev.rookery.registry.FileTrees;
import dev.rookery.registry.IoReasons;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.stream.Stream;

/** A folder that is filled under another name and gets its own when it is whole. */
public final class NewFolder implements AutoCloseable {

  private final Path target;
  private final Path work;

  /**
   * Begins a folder.
   *
   * @throws UserException if there is one that isn't empty, or it can't be made
   */
  public NewFolder(Path target) {
    this.target = target;
    Path absolute = target.toAbsolutePath().normalize();
    try {
      if (Files.exists(absolute) && !isEmptyFolder(absolute)) {
        throw new UserException(
            target + " exists and is not an empty folder; nothing was changed. Give another one");
      }
      Path parent = absolute.getParent();
      if (parent == null) {
        throw new UserException(target + " can't be a model's folder");
      }
      Files.createDirectories(parent);
      work = Files.createTempDirectory(parent, "." + absolute.getFileName() + ".importing-");
      Files.createDirectory(path());
      Files.createDirectory(scratch());
    } catch (IOException e) {
      throw new UserException("the folder " + target + " can't be made: " + IoReasons.of(e), e);
    }
  }

  private static boolean isEmptyFolder(Path path) throws IOException {
    if (!Files.isDirectory(path)) {
      return false;
    }
    try (Stream<Path> entries = Files.list(path)) {
      return entries.findAny().isEmpty();
    }
  }

  /** The name that it gets. */
  public Path target() {
    return target;
  }

  /** Where the files go until then. */
  public Path path() {
    return work.resolve("model");
  }

  /** A folder for files that aren't kept. */
  public Path scratch() {
    return work.resolve("scratch");
  }

  /** Gives it its name. */
  public void publish() {
    try {
      Files.move(
          path(),
          target.toAbsolutePath().normalize(),
          StandardCopyOption.ATOMIC_MOVE,
          StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UserException("the folder " + target + " can't be made: " + IoReasons.of(e), e);
    }
  }

  /** Deletes what was not published. */
  @Override
  public void close() {
    FileTrees.deleteQuietly(work);
  }
}
