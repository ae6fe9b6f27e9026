package dev.rookery.runtime.importing.torch;

import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A file that PyTorch wrote before version 1.6: pickles of a magic number, a protocol number, the
 * machine's properties, the object and the storages' keys, then the storages.
 *
 * @param root the object
 * @param storages its numbers
 */
record LegacyFile(@Nullable Object root, LegacyStorages storages) {

  private static final BigInteger MAGIC = new BigInteger("1950a86a20f9469cfc6c", 16);
  private static final long PROTOCOL = 1001;

  static LegacyFile read(Path path) throws IOException {
    Map<String, StorageType> types = new HashMap<>();
    try (Counted in = new Counted(new BufferedInputStream(Files.newInputStream(path)))) {
      if (!MAGIC.equals(next(in, types))) {
        throw new PickleException("it is a pickle, but not one that torch.save wrote");
      }
      if (!Long.valueOf(PROTOCOL).equals(next(in, types))) {
        throw new PickleException("it was written by a version of PyTorch that isn't known");
      }
      boolean bigEndian =
          next(in, types) instanceof Map<?, ?> machine
              && Boolean.FALSE.equals(machine.get("little_endian"));
      @Nullable Object root = next(in, types);
      List<String> keys = keys(next(in, types));
      ByteOrder order = bigEndian ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
      return new LegacyFile(root, new LegacyStorages(path, order, keys, types, in.position));
    }
  }

  /** Anything but text is refused: turned into text, a list that holds itself has no end. */
  private static List<String> keys(@Nullable Object list) throws PickleException {
    if (!(list instanceof List<?> each)) {
      throw new PickleException("it has no list of its storages");
    }
    List<String> keys = new ArrayList<>();
    for (Object key : each) {
      if (!(key instanceof String text)) {
        throw new PickleException("its list of storages has a key that isn't text");
      }
      keys.add(text);
    }
    return keys;
  }

  private static @Nullable Object next(InputStream in, Map<String, StorageType> types)
      throws IOException {
    return new PickleMachine(in, new TorchNames(), id -> storage(id.get(0), types)).load();
  }

  private static Object storage(@Nullable Object id, Map<String, StorageType> types)
      throws PickleException {
    TorchStorage storage = TorchCheckpoint.storage(id);
    if (types.computeIfAbsent(storage.key(), key -> storage.type()) != storage.type()) {
      throw new PickleException("it has a storage of two types");
    }
    return storage;
  }

  /** Knows how far it was read, which a buffer before it wouldn't. */
  private static final class Counted extends FilterInputStream {
    private long position;

    Counted(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      int value = super.read();
      position += value < 0 ? 0 : 1;
      return value;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      int read = super.read(bytes, offset, length);
      position += Math.max(0, read);
      return read;
    }
  }
}
