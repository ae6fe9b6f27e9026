package dev.rookery.runtime.importing.torch;

import java.io.EOFException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The storages behind the pickles of a file that PyTorch wrote before version 1.6: for each key the
 * number of its numbers, 8 bytes, and the numbers.
 */
final class LegacyStorages implements StorageSource {

  private final RandomAccessFile file;
  private final ByteOrder order;
  private final Map<String, Long> starts = new HashMap<>();

  /**
   * Finds out where the storages begin.
   *
   * @param keys in the order of the file
   * @param types of the keys' numbers
   * @param start where the first begins
   */
  LegacyStorages(
      Path path, ByteOrder order, List<String> keys, Map<String, StorageType> types, long start)
      throws IOException {
    this.order = order;
    file = new RandomAccessFile(path.toFile(), "r");
    try {
      long position = start;
      for (String key : keys) {
        if (!types.containsKey(key)) {
          throw new PickleException("it has a storage that no tensor uses");
        }
        if (position + Long.BYTES > file.length()) {
          throw cutOff();
        }
        file.seek(position);
        long count =
            order == ByteOrder.BIG_ENDIAN ? file.readLong() : Long.reverseBytes(file.readLong());
        position += Long.BYTES;
        starts.put(key, position);
        if (count < 0 || count > (file.length() - position) / types.get(key).bytes()) {
          throw cutOff();
        }
        position += count * types.get(key).bytes();
      }
    } catch (IOException | RuntimeException e) {
      close();
      throw e;
    }
  }

  private static PickleException cutOff() {
    return new PickleException("it is cut off in the middle of its numbers");
  }

  @Override
  public ByteOrder order() {
    return order;
  }

  @Override
  public byte[] read(TorchStorage storage, long from, int length) throws IOException {
    Long start = starts.get(storage.key());
    if (start == null) {
      throw new PickleException("it lacks the storage " + storage.key());
    }
    byte[] bytes = new byte[length];
    try {
      file.seek(start + from);
      file.readFully(bytes);
    } catch (EOFException e) {
      throw cutOff();
    }
    return bytes;
  }

  @Override
  public void close() {
    try {
      file.close();
    } catch (IOException e) {
      // Nothing was written, so nothing can be lost.
    }
  }
}
