package dev.rookery.runtime.learning.checkpoint;

import java.io.IOException;
import java.nio.file.Path;

/** Writes what a checkpoint holds beside weights and state, such as the dictionary. */
@FunctionalInterface
public interface ExtraFiles {

  /** No further files. */
  ExtraFiles NONE = folder -> {};

  /**
   * Writes the files. They are made durable and get their digests afterwards.
   *
   * @param folder where to, which exists; it gets its final name later
   */
  void writeTo(Path folder) throws IOException;
}
