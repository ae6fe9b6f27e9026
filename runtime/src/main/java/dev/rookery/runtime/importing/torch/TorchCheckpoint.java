package dev.rookery.runtime.importing.torch;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.rookery.api.UserException;
import dev.rookery.registry.IoReasons;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A file that {@code torch.save} wrote, of any version since 0.4. Lists, dictionaries, numbers and
 * texts are read when it is opened; the numbers of a tensor when they are asked for, one tensor at
 * a time. Nothing in the file is run: objects other than tensors and plain data are refused by
 * name. Not for several threads at once.
 */
public final class TorchCheckpoint implements AutoCloseable {

  private static final int TAR_MAGIC = 257;

  /** A protocol number; or, of those without one, a mark or a name. */
  private static final String PICKLE_STARTS = "\u0080(c";

  private final Path path;
  private final @Nullable Object root;
  private final StorageSource storages;

  private TorchCheckpoint(Path path, @Nullable Object root, StorageSource storages) {
    this.path = path;
    this.root = root;
    this.storages = storages;
  }

  /**
   * Opens a file.
   *
   * @throws UserException if it can't be read, is no such file, is damaged, or holds an object that
   *     a checkpoint doesn't need; one line that says which
   */
  public static TorchCheckpoint open(Path path) {
    try {
      return read(path);
    } catch (PickleException | EOFException e) {
      throw new UserException(path + " can't be imported: " + e.getMessage() + ".", e);
    } catch (IOException e) {
      throw new UserException(path + " can't be read: " + IoReasons.of(e), e);
    }
  }

  private static TorchCheckpoint read(Path path) throws IOException {
    byte[] start;
    try (InputStream in = Files.newInputStream(path)) {
      start = in.readNBytes(512);
    }
    if (start.length == 0) {
      throw new PickleException("it is empty (0 bytes)");
    }
    if (start[0] == 'P' && start.length > 1 && start[1] == 'K') {
      ZipStorages zip = ZipStorages.open(path);
      try (InputStream in = new BufferedInputStream(zip.pickle())) {
        PickleMachine machine = new PickleMachine(in, new TorchNames(), id -> storage(id.get(0)));
        return new TorchCheckpoint(path, machine.load(), zip);
      } catch (IOException | RuntimeException e) {
        zip.close();
        throw e;
      }
    }
    if (PICKLE_STARTS.indexOf(start[0] & 0xff) >= 0) {
      LegacyFile file = LegacyFile.read(path);
      return new TorchCheckpoint(path, file.root(), file.storages());
    }
    throw new PickleException(
        isTar(start)
            ? "it was written by PyTorch before 0.4; load and save it with a newer one"
            : "it is neither a zip file nor a pickle, so torch.save didn't write it");
  }

  private static boolean isTar(byte[] start) {
    return start.length > TAR_MAGIC + 5
        && new String(start, TAR_MAGIC, 5, StandardCharsets.US_ASCII).equals("ustar");
  }

  /** Reads {@code ('storage', type, key, device, length[, (view key, first, length)])}. */
  static TorchStorage storage(@Nullable Object id) throws PickleException {
    if (id instanceof List<?> parts
        && parts.size() >= 5
        && "storage".equals(parts.get(0))
        && parts.get(1) instanceof StorageType type
        && parts.get(2) instanceof String key
        && parts.get(4) instanceof Long length
        && length >= 0
        && length < Long.MAX_VALUE / Double.BYTES) {
      if (parts.size() > 5
          && parts.get(5) instanceof List<?> view
          && view.size() == 3
          && view.get(1) instanceof Long first
          && view.get(2) instanceof Long viewLength) {
        if (first < 0 || viewLength < 0 || first > length - viewLength) {
          throw new PickleException("it has a view that reaches beyond its storage");
        }
        return new TorchStorage(type, key, first, viewLength);
      }
      return new TorchStorage(type, key, 0, length);
    }
    throw new PickleException("it refers to something outside of it that isn't a storage");
  }

  /** The file, for messages. */
  public Path path() {
    return path;
  }

  /**
   * What was saved: {@link java.util.Map}, {@link List}, {@link TorchTensor}, {@link String},
   * {@link Long}, {@link Double}, {@link Boolean}, {@code byte[]} or null.
   */
  public @Nullable Object root() {
    return root;
  }

  /**
   * Reads a tensor.
   *
   * @return float32, whatever the type in the file
   * @throws UserException if the file is damaged
   */
  public NDArray read(TorchTensor tensor, NDManager manager) {
    return manager.create(floats(tensor), tensor.shape());
  }

  /** Reads a tensor's numbers, in row-major order. */
  public float[] floats(TorchTensor tensor) {
    StorageType type = tensor.storage().type();
    long first = tensor.storage().first() + tensor.offset();
    long bytes = tensor.span() * type.bytes();
    if (bytes > Integer.MAX_VALUE - 8) {
      throw new UserException(
          "%s has a tensor of shape %s, %d bytes; at most 2 GiB can be imported"
              .formatted(path, tensor.shape(), bytes));
    }
    ByteBuffer buffer;
    try {
      buffer = ByteBuffer.wrap(storages.read(tensor.storage(), first * type.bytes(), (int) bytes));
    } catch (IOException e) {
      throw new UserException(path + " can't be imported: " + e.getMessage() + ".", e);
    }
    buffer.order(type.bytes() == 1 ? ByteOrder.nativeOrder() : storages.order());
    float[] numbers = new float[(int) tensor.count()];
    if (tensor.isContiguous()) {
      for (int i = 0; i < numbers.length; i++) {
        numbers[i] = number(buffer, type, i);
      }
    } else {
      gather(tensor, buffer, numbers);
    }
    return numbers;
  }

  private static void gather(TorchTensor tensor, ByteBuffer buffer, float[] numbers) {
    int axes = tensor.sizes().size();
    long[] index = new long[axes];
    long place = 0;
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = number(buffer, tensor.storage().type(), (int) place);
      for (int axis = axes - 1; axis >= 0; axis--) {
        long stride = tensor.strides().get(axis);
        place += stride;
        if (++index[axis] < tensor.sizes().get(axis)) {
          break;
        }
        place -= stride * index[axis];
        index[axis] = 0;
      }
    }
  }

  private static float number(ByteBuffer buffer, StorageType type, int index) {
    int at = index * type.bytes();
    return switch (type) {
      case FLOAT -> buffer.getFloat(at);
      case DOUBLE -> (float) buffer.getDouble(at);
      case HALF -> half(buffer.getShort(at));
      case BFLOAT16 -> Float.intBitsToFloat(buffer.getShort(at) << 16);
      case LONG -> buffer.getLong(at);
      case INT -> buffer.getInt(at);
      case SHORT -> buffer.getShort(at);
      case CHAR -> buffer.get(at);
      case BYTE -> buffer.get(at) & 0xff;
      case BOOL -> buffer.get(at) == 0 ? 0 : 1;
    };
  }

  /** A float of 16 bits (IEEE 754 binary16). */
  private static float half(short bits) {
    int exponent = bits >> 10 & 0x1f;
    int fraction = bits & 0x3ff;
    float size =
        switch (exponent) {
          case 0 -> fraction * 0x1p-24f;
          case 0x1f -> fraction == 0 ? Float.POSITIVE_INFINITY : Float.NaN;
          default -> Float.intBitsToFloat(exponent + 112 << 23 | fraction << 13);
        };
    return bits < 0 ? -size : size;
  }

  @Override
  public void close() {
    storages.close();
  }
}
