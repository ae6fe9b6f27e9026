package dev.rookery.runtime.learning.optimizer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.rookery.api.nn.TorchScript;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The arrays that an optimizer keeps from step to step. */
final class OptimizerState implements AutoCloseable {

  private static final int MOST_TOLD = 3;

  /** Name of the array that counts steps. */
  static final String STEP = "step";

  private static final TorchScript COPY =
      new TorchScript(
          "restore-state",
          """
          def forward(self, values: List[Tensor], targets: List[Tensor]) -> Tensor:
            torch._foreach_copy_(targets, values)
            return values[0]
          """);

  private final NDManager manager;
  private final NDArray step;
  private final Map<String, List<NDArray>> slots = new LinkedHashMap<>();
  private final Map<String, NDArray> arrays = new LinkedHashMap<>();

  OptimizerState(Map<String, NDArray> weights, List<String> slotNames) {
    NDManager parent = weights.values().iterator().next().getManager();
    manager = parent.newSubManager();
    manager.setName("optimizer");
    for (String slot : slotNames) {
      List<NDArray> ofSlot = new ArrayList<>();
      weights.forEach(
          (name, weight) -> {
            NDArray array = manager.zeros(weight.getShape(), weight.getDataType());
            arrays.put(name + "." + slot, array);
            ofSlot.add(array);
          });
      slots.put(slot, ofSlot);
    }
    step = manager.zeros(new Shape(), DataType.FLOAT32);
    arrays.put(STEP, step);
  }

  /** The state arrays of one slot, in the order of the weights. */
  List<NDArray> slot(String name) {
    return slots.getOrDefault(name, List.of());
  }

  NDArray step() {
    return step;
  }

  Map<String, NDArray> arrays() {
    return Collections.unmodifiableMap(arrays);
  }

  void restore(Map<String, NDArray> saved) {
    check(saved);
    NDList targets = new NDList();
    NDList values = new NDList();
    arrays.forEach(
        (name, array) -> {
          targets.add(array);
          values.add(saved.get(name));
        });
    NDList arguments = TorchScript.list("values", values);
    arguments.addAll(TorchScript.list("targets", targets));
    COPY.run(false, arguments).close();
  }

  private void check(Map<String, NDArray> saved) {
    List<String> problems = new ArrayList<>();
    arrays.forEach(
        (name, array) -> {
          NDArray other = saved.get(name);
          if (other == null) {
            problems.add("missing: " + name);
          } else if (!other.getShape().equals(array.getShape())) {
            problems.add(
                name + " has shape " + other.getShape() + ", expected " + array.getShape());
          }
        });
    saved.keySet().stream()
        .filter(name -> !arrays.containsKey(name))
        .forEach(name -> problems.add("unexpected: " + name));
    if (!problems.isEmpty()) {
      throw new IllegalArgumentException(
          "the saved optimizer state does not fit: "
              + String.join("; ", problems.subList(0, Math.min(MOST_TOLD, problems.size())))
              + (problems.size() > MOST_TOLD
                  ? " and " + (problems.size() - MOST_TOLD) + " more"
                  : ""));
    }
  }

  @Override
  public void close() {
    manager.close();
  }
}
