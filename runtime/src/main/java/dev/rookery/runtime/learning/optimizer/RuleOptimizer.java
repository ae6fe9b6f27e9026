package dev.rookery.runtime.learning.optimizer;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import dev.rookery.api.UserException;
import dev.rookery.api.learning.Optimizer;
import dev.rookery.api.nn.Parameters;
import dev.rookery.api.nn.TorchScript;
import dev.rookery.runtime.learning.Gradients;
import java.util.List;
import java.util.Map;

/** An optimizer that applies an {@link UpdateRule} to all weights in one call. */
final class RuleOptimizer implements Optimizer {

  private final UpdateRule rule;
  private final Parameters parameters;
  private final List<NDArray> weights;
  private final OptimizerState state;

  /**
   * Creates an optimizer with a fresh state.
   *
   * @param parameters whose weights it changes; those frozen by now stay as they are
   * @throws UserException if there is nothing to train
   */
  RuleOptimizer(UpdateRule rule, Parameters parameters) {
    Map<String, NDArray> trainable = parameters.trainable();
    if (trainable.isEmpty()) {
      throw new UserException(
          "there is nothing to train: the model has no weights, or all of them are frozen");
    }
    this.rule = rule;
    this.parameters = parameters;
    weights = List.copyOf(trainable.values());
    state = new OptimizerState(trainable, rule.slots());
  }

  @Override
  public void step(double learningRate) {
    try (NDManager step = weights.get(0).getManager().newSubManager()) {
      // Gradients come first: the call's result goes to the manager of the first argument.
      NDList arguments = TorchScript.list("gradients", Gradients.of(weights, step));
      arguments.addAll(TorchScript.list("weights", weights));
      for (String slot : rule.slots()) {
        arguments.addAll(TorchScript.list(slot, state.slot(slot)));
      }
      arguments.add(unnamed(state.step()));
      // On the CPU wherever the weights are, because the program reads them one by one.
      arguments.add(step.newSubManager(Device.cpu()).create(numbers(learningRate)));
      rule.program().run(false, arguments);
    }
    parameters.changed();
  }

  private double[] numbers(double learningRate) {
    double[] numbers = new double[1 + rule.constants().size()];
    numbers[0] = learningRate;
    for (int i = 1; i < numbers.length; i++) {
      numbers[i] = rule.constants().get(i - 1);
    }
    return numbers;
  }

  /** DJL would read a list out of a name that somebody else gave. */
  private static NDArray unnamed(NDArray array) {
    array.setName(null);
    return array;
  }

  @Override
  public Map<String, NDArray> state() {
    return state.arrays();
  }

  @Override
  public void restore(Map<String, NDArray> saved) {
    state.restore(saved);
  }

  @Override
  public void close() {
    state.close();
  }
}
