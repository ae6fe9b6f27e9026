package dev.rookery.runtime.learning.checkpoint;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Folder operations whose result is on disk when they return. They use no interruptible channels
 * for data, so that a save that is under way when the user stops the run still ends well.
 */
final class DurableFolder {

  private DurableFolder() {}

  /** All files below a folder. */
  static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> paths = Files.walk(folder)) {
      return paths.filter(Files::isRegularFile).sorted().toList();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  static void write(Path file, byte[] content) throws IOException {
    try (FileOutputStream out = new FileOutputStream(file.toFile())) {
      out.write(content);
    }
  }

  /** Waits until every file of a folder, and the folder itself, is on disk. */
  static void sync(Path folder) throws IOException {
    for (Path file : files(folder)) {
      try (RandomAccessFile open = new RandomAccessFile(file.toFile(), "rw")) {
        open.getFD().sync();
      }
    }
    try (Stream<Path> paths = Files.walk(folder)) {
      paths.filter(Files::isDirectory).forEach(DurableFolder::syncEntries);
    }
  }

  /** Waits until the names in a folder are on disk, where the platform can do that. */
  static void syncEntries(Path folder) {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    } catch (IOException e) {
      // Windows can't open folders; the rename is then only as durable as the file system makes it.
    }
  }

  /** Gives a file or folder a new name in the same folder, atomically. */
  static void rename(Path from, Path to) throws IOException {
    Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
    syncEntries(to.getParent());
  }

  /** Deletes a folder and what is in it, or a file; nothing happens if there is none. */
  static void delete(Path path) throws IOException {
    if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    List<Path> deepestFirst;
    try (Stream<Path> paths = Files.walk(path)) {
      deepestFirst = paths.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path each : deepestFirst) {
      Files.deleteIfExists(each);
    }
  }
}
