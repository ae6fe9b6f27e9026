package dev.rookery.runtime.learning.checkpoint;

import ai.djl.ndarray.NDArray;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * Writes arrays by name in the <a href="https://github.com/huggingface/safetensors">safetensors</a>
 * format. The same arrays in the same order give the same bytes (DJL's own writer orders its header
 * by hash, and holds the file in memory).
 */
public final class SafetensorsWriter {

  private static final int ALIGNMENT = 8;
  private static final int CHUNK = 1 << 16;

  private SafetensorsWriter() {}

  /** Writes the whole file; doesn't close the stream. */
  public static void write(Map<String, NDArray> arrays, OutputStream out) throws IOException {
    List<Map.Entry<String, NDArray>> inFileOrder = new ArrayList<>(arrays.entrySet());
    // Wide types first, so that each array starts at a multiple of its number's size.
    inFileOrder.sort(
        Comparator.comparing(
            entry -> entry.getValue().getDataType().getNumOfBytes(), Comparator.reverseOrder()));
    byte[] header = header(inFileOrder);
    out.write(
        ByteBuffer.allocate(Long.BYTES)
            .order(ByteOrder.LITTLE_ENDIAN)
            .putLong(header.length)
            .array());
    out.write(header);
    byte[] chunk = new byte[CHUNK];
    for (Map.Entry<String, NDArray> entry : inFileOrder) {
      ByteBuffer bytes = entry.getValue().toByteBuffer();
      while (bytes.hasRemaining()) {
        int length = Math.min(CHUNK, bytes.remaining());
        bytes.get(chunk, 0, length);
        out.write(chunk, 0, length);
      }
    }
  }

  private static byte[] header(List<Map.Entry<String, NDArray>> arrays) {
    ObjectNode header = JsonNodeFactory.instance.objectNode();
    long offset = 0;
    for (Map.Entry<String, NDArray> entry : arrays) {
      NDArray array = entry.getValue();
      ObjectNode tensor = header.putObject(entry.getKey());
      tensor.put("dtype", array.getDataType().asSafetensors());
      ArrayNode shape = tensor.putArray("shape");
      for (long dimension : array.getShape().getShape()) {
        shape.add(dimension);
      }
      long end = offset + array.size() * array.getDataType().getNumOfBytes();
      tensor.putArray("data_offsets").add(offset).add(end);
      offset = end;
    }
    byte[] json = header.toString().getBytes(StandardCharsets.UTF_8);
    byte[] padded = Arrays.copyOf(json, (json.length + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT);
    Arrays.fill(padded, json.length, padded.length, (byte) ' ');
    return padded;
  }
}
