package dev.rookery.runtime.importing.torch;

import java.io.IOException;
import java.nio.ByteOrder;

/** The file's part that holds the numbers. */
interface StorageSource extends AutoCloseable {

  /** In which order the bytes of a number are. */
  ByteOrder order();

  /**
   * Reads a part of a storage.
   *
   * @param storage whose bytes are read
   * @param from first byte, counted within the storage of its key
   * @throws IOException if they aren't all there; says so
   */
  byte[] read(TorchStorage storage, long from, int length) throws IOException;

  @Override
  void close();
}
