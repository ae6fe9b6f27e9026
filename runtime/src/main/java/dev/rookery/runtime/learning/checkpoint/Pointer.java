package dev.rookery.runtime.learning.checkpoint;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * A name in the run folder that stands for a checkpoint: a relative symbolic link, so that {@code
 * best/model.safetensors} opens from any language and a copied run folder stays whole. Where the
 * file system has no links it is a text file with the relative path.
 *
 * <p>Pointers are for people and other programs. What is best and last stands in the checkpoints
 * themselves, so that a crash between a save and the move of a pointer does no harm.
 */
final class Pointer {

  private static final int LONGEST_TEXT = 200;

  private final Path path;

  Pointer(Path path) {
    this.path = path;
  }

  /** The checkpoint that a pointer stands for; any other path comes back as it is. */
  static Path follow(Path path) throws IOException {
    if (!Files.isRegularFile(path) || Files.size(path) > LONGEST_TEXT) {
      return path;
    }
    return path.resolveSibling(Files.readString(path).strip());
  }

  /** Lets the pointer stand for a checkpoint, atomically. */
  void moveTo(Path checkpoint) throws IOException {
    Path target = path.getParent().relativize(checkpoint);
    Path temporary = path.resolveSibling("." + path.getFileName() + ".new");
    Files.deleteIfExists(temporary);
    try {
      Files.createSymbolicLink(temporary, target);
    } catch (UnsupportedOperationException | IOException e) {
      DurableFolder.write(temporary, target.toString().getBytes(StandardCharsets.UTF_8));
    }
    if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
      // A copy that followed links (cp -rL) left a second copy of a checkpoint here.
      CheckpointManifest.read(path);
      DurableFolder.delete(path);
    }
    Files.move(
        temporary, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }
}
