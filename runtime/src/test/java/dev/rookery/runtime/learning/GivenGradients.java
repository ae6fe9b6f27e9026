package dev.rookery.runtime.learning;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.training.GradientCollector;
import dev.rookery.api.nn.Parameters;
import java.util.Map;
import java.util.Random;

/** Puts known gradients into weights: the gradient of sum(weight * g) is g. */
public final class GivenGradients {

  private GivenGradients() {}

  /** Makes each weight hold the gradient of its name. */
  public static void set(Parameters parameters, Map<String, float[]> gradients) {
    parameters.zeroGradients();
    NDManager parent = parameters.all().get(0).getManager();
    try (NDManager step = parent.newSubManager();
        GradientCollector collector = Engine.getInstance().newGradientCollector()) {
      NDArray loss = step.create(0f);
      for (Map.Entry<String, float[]> entry : gradients.entrySet()) {
        NDArray weight = parameters.get(entry.getKey());
        NDArray gradient = step.create(entry.getValue(), weight.getShape());
        NDArray product = weight.mul(gradient);
        product.attach(step);
        NDArray sum = product.sum();
        sum.attach(step);
        loss = loss.add(sum);
        loss.attach(step);
      }
      collector.backward(loss);
    }
  }

  /** Numbers from N(0, scale²). */
  public static float[] gaussian(Random random, int size, double scale) {
    float[] values = new float[size];
    for (int i = 0; i < size; i++) {
      values[i] = (float) (scale * random.nextGaussian());
    }
    return values;
  }
}
