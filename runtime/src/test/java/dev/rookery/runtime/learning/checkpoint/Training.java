package dev.rookery.runtime.learning.checkpoint;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rookery.api.learning.Optimizer;
import dev.rookery.api.learning.OptimizerFactory;
import dev.rookery.api.nn.Parameters;
import dev.rookery.runtime.learning.GivenGradients;
import dev.rookery.runtime.learning.optimizer.Optimizers;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/** A small model in training, whose update n always gives the same weights. */
final class Training implements AutoCloseable {

  static final String DICTIONARY = "dictionary/words.txt";

  private final NDManager manager = NDManager.newBaseManager("PyTorch");
  final Parameters parameters;
  final Optimizer optimizer;
  long updates;

  Training() {
    this(new Shape(4, 3));
  }

  Training(Shape shape) {
    parameters = new Parameters(manager, 5);
    parameters.normal("layer.weight", shape, 1);
    parameters.normal("layer.bias", new Shape(4), 1);
    OptimizerFactory factory =
        Optimizers.factories().stream()
            .filter(each -> each.name().equals("adam"))
            .findFirst()
            .orElseThrow();
    optimizer = factory.create(factory.settings().defaults(), parameters);
  }

  Training trainTo(long target) {
    while (updates < target) {
      updates++;
      Random random = new Random(updates);
      Map<String, float[]> gradients = new LinkedHashMap<>();
      parameters
          .byName()
          .forEach(
              (name, weight) ->
                  gradients.put(name, GivenGradients.gaussian(random, (int) weight.size(), 1)));
      GivenGradients.set(parameters, gradients);
      optimizer.step(0.1);
    }
    return this;
  }

  CheckpointContent content() {
    ObjectNode state = JsonNodeFactory.instance.objectNode();
    state.put("seen", updates * 32).put("best-loss", 1.0 / 3).put("text", "ünïcode");
    return new CheckpointContent(
        updates,
        parameters,
        Optional.of(optimizer),
        state,
        folder -> {
          Files.createDirectories(folder.resolve("dictionary"));
          Files.writeString(folder.resolve(DICTIONARY), "hello\t" + updates);
        });
  }

  void restore(Checkpoint checkpoint) {
    checkpoint.loadWeights(parameters);
    checkpoint.loadOptimizer(optimizer);
    updates = checkpoint.update();
  }

  /** All weights and optimizer arrays, to compare. */
  Map<String, float[]> arrays() {
    Map<String, NDArray> arrays = new LinkedHashMap<>(parameters.byName());
    arrays.putAll(optimizer.state());
    Map<String, float[]> values = new LinkedHashMap<>();
    arrays.forEach((name, array) -> values.put(name, array.toFloatArray()));
    return values;
  }

  @Override
  public void close() {
    optimizer.close();
    parameters.close();
    manager.close();
  }
}
