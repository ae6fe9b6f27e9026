package dev.rookery.runtime.learning.policy;

import java.util.Arrays;

/**
 * Generalized advantage estimation (Schulman et al. 2016), for one sequence.
 *
 * @param advantages of the steps
 * @param targets what the critic should have said at them
 */
record Advantages(float[] advantages, float[] targets) {

  /**
   * Discounts.
   *
   * @param gamma of rewards, a step
   * @param lambda of differences, a step
   */
  record Discount(double gamma, double lambda) {}

  /**
   * Computes advantages from the last step to the first.
   *
   * @param rewards of each step
   * @param values what the critic says before each step
   * @param nextValues and after it
   * @param terminated whether the step ended the episode, so that nothing comes after
   * @param done whether the step was the episode's last, for whatever reason
   */
  static Advantages of(
      float[] rewards,
      float[] values,
      float[] nextValues,
      boolean[] terminated,
      boolean[] done,
      Discount discount) {
    int steps = rewards.length;
    float[] advantages = new float[steps];
    float[] targets = new float[steps];
    double next = 0;
    for (int t = steps - 1; t >= 0; t--) {
      double rest = terminated[t] ? 0 : discount.gamma() * nextValues[t];
      double difference = rewards[t] + rest - values[t];
      double later = done[t] ? 0 : discount.gamma() * discount.lambda() * next;
      next = difference + later;
      advantages[t] = (float) next;
      targets[t] = (float) (next + values[t]);
    }
    return new Advantages(advantages, targets);
  }

  /** Scales numbers to mean 0 and (unbiased) standard deviation 1, in place. */
  static void normalize(float[] numbers) {
    double mean = 0;
    for (float number : numbers) {
      mean += number;
    }
    mean /= numbers.length;
    double squares = 0;
    for (float number : numbers) {
      squares += (number - mean) * (number - mean);
    }
    double deviation = Math.max(Math.sqrt(squares / (numbers.length - 1)), 1e-6);
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = (float) ((numbers[i] - mean) / deviation);
    }
  }

  @Override
  public String toString() {
    return "Advantages" + Arrays.toString(advantages);
  }
}
