package dev.rookery.runtime.importing.parlai;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.rookery.runtime.importing.torch.TorchCheckpoint;
import dev.rookery.runtime.importing.torch.TorchTensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The arrays of PyTorch's optimizer, which are numbered by weight and have PyTorch's names, under
 * those of ours: {@code WEIGHT.exp_avg}.
 *
 * @param names the weights in the order of their numbers
 */
record SavedOptimizer(TorchCheckpoint checkpoint, SavedTraining training, List<String> names) {

  private static final String STEP = "step";

  /**
   * Finds the arrays that our optimizer has.
   *
   * @throws IllegalArgumentException if one is missing; the message says which, for a note
   */
  Map<String, NDArray> arrays(Map<String, NDArray> wanted, NDManager manager) {
    int numbered =
        training.group().map(group -> group.get("params")).orElse(null) instanceof List<?> list
            ? list.size()
            : -1;
    if (numbered != names.size()) {
      throw new IllegalArgumentException(
          "it belongs to %d weights, and the model trains %d".formatted(numbered, names.size()));
    }
    Map<String, NDArray> arrays = new LinkedHashMap<>();
    for (Map.Entry<String, NDArray> array : wanted.entrySet()) {
      arrays.put(
          array.getKey(),
          array.getKey().equals(STEP)
              ? manager.create((float) steps())
              : array(array.getKey(), array.getValue(), manager));
    }
    return arrays;
  }

  private NDArray array(String name, NDArray wanted, NDManager manager) {
    int dot = name.lastIndexOf('.');
    int number = names.indexOf(name.substring(0, dot));
    String slot = name.substring(dot + 1);
    @Nullable Object saved = state(number).get(slot);
    if (saved instanceof TorchTensor tensor && tensor.shape().equals(wanted.getShape())) {
      return checkpoint.read(tensor, manager);
    }
    if (saved == null && slot.equals("momentum_buffer")) {
      return manager.zeros(wanted.getShape()); // PyTorch makes it at the first update
    }
    throw new IllegalArgumentException("it lacks " + slot + " of " + name.substring(0, dot));
  }

  /** One count for all weights; plain SGD keeps none. */
  private double steps() {
    double[] counts =
        names.stream()
            .map(name -> state(names.indexOf(name)).get(STEP))
            .mapToDouble(this::number)
            .filter(count -> !Double.isNaN(count))
            .distinct()
            .toArray();
    if (counts.length > 1) {
      throw new IllegalArgumentException("its weights were updated unequally often");
    }
    return counts.length == 1 ? counts[0] : training.updates();
  }

  private double number(@Nullable Object value) {
    if (value instanceof TorchTensor tensor && tensor.count() == 1) {
      return checkpoint.floats(tensor)[0];
    }
    return value instanceof Number number ? number.doubleValue() : Double.NaN;
  }

  private Map<?, ?> state(int number) {
    return training.optimizer().orElse(Map.of()).get("state") instanceof Map<?, ?> states
            && states.get((long) number) instanceof Map<?, ?> state
        ? state
        : Map.of();
  }
}
