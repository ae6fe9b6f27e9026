package dev.rookery.runtime.learning.checkpoint;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.rookery.api.UserException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * A file of arrays by name, in the <a
 * href="https://github.com/huggingface/safetensors">safetensors</a> format. Only the header is read
 * when it is opened; each array is read when it is asked for. Not for several threads at once.
 */
public final class SafetensorsFile implements AutoCloseable {

  private final String called;
  private final Path path;
  private final RandomAccessFile file;
  private final Map<String, SafetensorsEntry> entries;

  /**
   * Opens a file.
   *
   * @throws UserException if it can't be read or is not a whole safetensors file; says which
   */
  public SafetensorsFile(Path path) {
    this(path, path.toString());
  }

  /**
   * Opens a file that stands for another one.
   *
   * @param called what messages call it
   * @throws UserException if it can't be read or is not a whole safetensors file; says which
   */
  public SafetensorsFile(Path path, String called) {
    this.called = called;
    this.path = path;
    try {
      file = new RandomAccessFile(path.toFile(), "r");
    } catch (IOException e) {
      throw new UserException("can't open " + called + ": " + e.getMessage(), e);
    }
    try {
      entries = SafetensorsEntry.readHeader(file);
    } catch (IOException e) {
      close();
      throw new UserException(called + " is not a whole safetensors file: " + e.getMessage(), e);
    }
  }

  /** The names of the arrays, in the order of the file. */
  public Set<String> names() {
    return entries.keySet();
  }

  /**
   * The shape of an array.
   *
   * @throws IllegalArgumentException if there is no such array
   */
  public Shape shape(String name) {
    return entry(name).shape();
  }

  /**
   * Reads an array. Numbers of type bfloat16 come back as float32, which holds each of them
   * exactly: DJL's engine ends the process when it is handed the former.
   *
   * @param manager what the array is attached to
   * @throws IllegalArgumentException if there is no such array
   * @throws UserException if the file can't be read
   */
  public NDArray read(String name, NDManager manager) {
    SafetensorsEntry entry = entry(name);
    byte[] bytes = new byte[entry.bytes()];
    try {
      file.seek(entry.start());
      file.readFully(bytes);
    } catch (IOException e) {
      throw new UserException("can't read \"" + name + "\" from " + called + ": " + e, e);
    }
    ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    if (entry.type() == DataType.BFLOAT16) {
      return manager.create(widened(buffer), entry.shape());
    }
    return manager.create(buffer, entry.shape(), entry.type());
  }

  private static float[] widened(ByteBuffer bfloats) {
    float[] floats = new float[bfloats.remaining() / Short.BYTES];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = Float.intBitsToFloat(bfloats.getShort() << 16);
    }
    return floats;
  }

  /** Reads all arrays, in the order of the file. */
  public Map<String, NDArray> readAll(NDManager manager) {
    Map<String, NDArray> arrays = new LinkedHashMap<>();
    names().forEach(name -> arrays.put(name, read(name, manager)));
    return arrays;
  }

  /** The path that was opened. */
  public Path path() {
    return path;
  }

  @Override
  public String toString() {
    return called;
  }

  private SafetensorsEntry entry(String name) {
    SafetensorsEntry entry = entries.get(name);
    if (entry == null) {
      throw new IllegalArgumentException("there is no array \"" + name + "\" in " + called);
    }
    return entry;
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
