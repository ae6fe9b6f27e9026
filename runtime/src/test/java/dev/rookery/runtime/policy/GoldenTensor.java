package dev.rookery.runtime.policy;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** Arrays in the reference data: nested lists, or a shape with flat data. */
public final class GoldenTensor {

  private GoldenTensor() {}

  public static Shape shape(JsonNode sizes) {
    long[] shape = new long[sizes.size()];
    for (int i = 0; i < shape.length; i++) {
      shape[i] = sizes.get(i).asLong();
    }
    return new Shape(shape);
  }

  /** All numbers of nested lists, in order. */
  public static float[] numbers(JsonNode list) {
    List<Double> numbers = new ArrayList<>();
    gather(list, numbers);
    float[] floats = new float[numbers.size()];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = numbers.get(i).floatValue();
    }
    return floats;
  }

  private static void gather(JsonNode node, List<Double> numbers) {
    if (node.isArray()) {
      node.forEach(each -> gather(each, numbers));
    } else {
      numbers.add(node.isBoolean() ? (node.asBoolean() ? 1.0 : 0.0) : node.asDouble());
    }
  }

  /** Whole numbers as an array of their shape, int64. */
  public static NDArray longs(JsonNode tensor, NDManager manager) {
    JsonNode data = tensor.has("data") ? tensor.get("data") : tensor;
    float[] numbers = numbers(data);
    long[] longs = new long[numbers.length];
    for (int i = 0; i < longs.length; i++) {
      longs[i] = (long) numbers[i];
    }
    Shape shape = tensor.has("data") ? shape(tensor.get("shape")) : nested(tensor);
    return manager.create(longs, shape);
  }

  private static Shape nested(JsonNode list) {
    List<Long> sizes = new ArrayList<>();
    for (JsonNode node = list; node.isArray(); node = node.get(0)) {
      sizes.add((long) node.size());
    }
    return new Shape(sizes.stream().mapToLong(Long::longValue).toArray());
  }
}
