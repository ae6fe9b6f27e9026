package dev.rookery.runtime.learning.checkpoint;

import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Where an array stands in a safetensors file.
 *
 * @param start of its first byte, counted from the start of the file
 * @param bytes its length
 */
record SafetensorsEntry(DataType type, Shape shape, long start, int bytes) {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** The format's own limit. */
  private static final long MOST_HEADER_BYTES = 100_000_000;

  /**
   * Reads the header of a file.
   *
   * @return the arrays by name, in the order of the header
   * @throws IOException if the header is broken or points outside the file
   */
  static Map<String, SafetensorsEntry> readHeader(RandomAccessFile file) throws IOException {
    byte[] prefix = new byte[Long.BYTES];
    if (file.length() < prefix.length) {
      throw new IOException("it has only " + file.length() + " bytes");
    }
    file.readFully(prefix);
    long length = ByteBuffer.wrap(prefix).order(ByteOrder.LITTLE_ENDIAN).getLong();
    if (length < 2 || length > MOST_HEADER_BYTES || length > file.length() - prefix.length) {
      throw new IOException("its header can't have " + length + " bytes");
    }
    byte[] header = new byte[(int) length];
    file.readFully(header);
    Map<String, SafetensorsEntry> entries = new LinkedHashMap<>();
    long dataStart = prefix.length + length;
    for (Map.Entry<String, JsonNode> field : parse(header).properties()) {
      if (!field.getKey().equals("__metadata__")) {
        SafetensorsEntry entry = of(field.getKey(), field.getValue(), dataStart);
        if (entry.start + entry.bytes > file.length()) {
          throw new IOException("\"" + field.getKey() + "\" is cut off");
        }
        entries.put(field.getKey(), entry);
      }
    }
    return Collections.unmodifiableMap(entries);
  }

  private static JsonNode parse(byte[] header) throws IOException {
    try {
      JsonNode json = JSON.readTree(header);
      if (json.isObject()) {
        return json;
      }
    } catch (JsonProcessingException e) {
      throw new IOException("its header is not JSON", e);
    }
    throw new IOException("its header is not a JSON object");
  }

  private static SafetensorsEntry of(String name, JsonNode json, long dataStart)
      throws IOException {
    JsonNode offsets = json.path("data_offsets");
    long start = offsets.path(0).asLong(-1);
    long end = offsets.path(1).asLong(-1);
    long[] dimensions = new long[json.path("shape").size()];
    long size = 1;
    for (int i = 0; i < dimensions.length; i++) {
      dimensions[i] = json.path("shape").get(i).asLong(-1);
      if (dimensions[i] < 0) {
        throw new IOException("the shape of \"" + name + "\" makes no sense");
      }
      size = Math.multiplyHigh(size, dimensions[i]) == 0 ? size * dimensions[i] : -1;
    }
    DataType type = type(name, json.path("dtype").asText());
    long bytes = end - start;
    int width = type.getNumOfBytes();
    if (start < 0 || start > end || size != bytes / width || bytes % width != 0) {
      throw new IOException("shape and length of \"" + name + "\" do not match");
    }
    if (start > Long.MAX_VALUE / 2) {
      throw new IOException("\"" + name + "\" is cut off");
    }
    if (bytes > Integer.MAX_VALUE - 8) {
      throw new IOException("\"" + name + "\" is larger than 2 GiB");
    }
    return new SafetensorsEntry(type, new Shape(dimensions), dataStart + start, (int) bytes);
  }

  private static DataType type(String name, String type) throws IOException {
    try {
      return DataType.fromSafetensors(type);
    } catch (IllegalArgumentException e) {
      throw new IOException("\"" + name + "\" has the unknown type " + type, e);
    }
  }
}
