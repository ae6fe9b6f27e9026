package dev.rookery.runtime.learning.optimizer;

/** The textbook formula of one optimizer for a single number, in float64. */
interface ReferenceRule {

  /**
   * One step.
   *
   * @param weight the number before the step
   * @param gradient its gradient
   * @param slots what the rule keeps, all zero at first; changed in place
   * @param step 1 for the first step
   * @return the number after the step
   */
  double next(double weight, double gradient, double[] slots, int step, double learningRate);

  static ReferenceRule sgd(double momentum, boolean nesterov, double decay) {
    return (w, gradient, slots, step, lr) -> {
      double g = gradient + decay * w;
      if (momentum > 0) {
        slots[0] = step == 1 ? g : momentum * slots[0] + g;
        g = nesterov ? g + momentum * slots[0] : slots[0];
      }
      return w - lr * g;
    };
  }

  static ReferenceRule adam(
      double beta1, double beta2, double eps, double decay, boolean amsgrad, boolean decoupled) {
    return (weight, gradient, slots, step, lr) -> {
      double w = decoupled ? weight - lr * decay * weight : weight;
      double g = decoupled ? gradient : gradient + decay * weight;
      slots[0] = beta1 * slots[0] + (1 - beta1) * g;
      slots[1] = beta2 * slots[1] + (1 - beta2) * g * g;
      slots[2] = Math.max(slots[2], slots[1]);
      double square = (amsgrad ? slots[2] : slots[1]) / (1 - Math.pow(beta2, step));
      double mean = slots[0] / (1 - Math.pow(beta1, step));
      return w - lr * mean / (Math.sqrt(square) + eps);
    };
  }

  static ReferenceRule adamax(double beta1, double beta2, double eps, double decay) {
    return (w, gradient, slots, step, lr) -> {
      double g = gradient + decay * w;
      slots[0] = beta1 * slots[0] + (1 - beta1) * g;
      slots[1] = Math.max(beta2 * slots[1], Math.abs(g) + eps);
      return w - lr / (1 - Math.pow(beta1, step)) * slots[0] / slots[1];
    };
  }

  static ReferenceRule rmsprop(double alpha, double eps, double decay, double momentum) {
    return (w, gradient, slots, step, lr) -> {
      double g = gradient + decay * w;
      slots[0] = alpha * slots[0] + (1 - alpha) * g * g;
      slots[1] = momentum * slots[1] + g / (Math.sqrt(slots[0]) + eps);
      return w - lr * slots[1];
    };
  }

  static ReferenceRule adagrad(double eps, double decay) {
    return (w, gradient, slots, step, lr) -> {
      double g = gradient + decay * w;
      slots[0] += g * g;
      return w - lr * g / (Math.sqrt(slots[0]) + eps);
    };
  }
}
