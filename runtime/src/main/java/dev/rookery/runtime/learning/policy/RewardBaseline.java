package dev.rookery.runtime.learning.policy;

import java.util.Arrays;

/** What rewards are compared with, so that the gradient varies less. */
interface RewardBaseline {

  /** What it remembers of earlier batches; nothing by default. */
  default double[] state() {
    return new double[0];
  }

  /** Puts back what {@link #state} gave. */
  default void restore(double[] state) {}

  /** Looks at the rewards of a batch and tells the baseline of each. */
  double[] of(double[] rewards);

  /** Zero. */
  static RewardBaseline none() {
    return rewards -> new double[rewards.length];
  }

  /** The mean of all other rewards of the batch (Kool et al. 2019). */
  static RewardBaseline leaveOneOut() {
    return rewards -> {
      double sum = Arrays.stream(rewards).sum();
      return Arrays.stream(rewards).map(reward -> (sum - reward) / (rewards.length - 1)).toArray();
    };
  }

  /** The mean of all rewards so far. */
  final class MovingAverage implements RewardBaseline {
    private double mean;
    private double deviation;
    private double count = 1e-3;

    @Override
    public double[] of(double[] rewards) {
      double batchMean = Arrays.stream(rewards).average().orElse(0);
      double squares = Arrays.stream(rewards).map(r -> (r - batchMean) * (r - batchMean)).sum();
      double batchDeviation = Math.sqrt(squares / (rewards.length - 1));
      double share = rewards.length / (count + rewards.length);
      mean += (batchMean - mean) * share;
      deviation += (batchDeviation - deviation) * share;
      count += rewards.length;
      double[] baselines = new double[rewards.length];
      Arrays.fill(baselines, mean);
      return baselines;
    }

    double mean() {
      return mean;
    }

    /** Mean of the batches' unbiased standard deviations. */
    double deviation() {
      return deviation;
    }

    double count() {
      return count;
    }

    @Override
    public double[] state() {
      return new double[] {mean, deviation, count};
    }

    @Override
    public void restore(double[] state) {
      mean = state[0];
      deviation = state[1];
      count = state[2];
    }
  }
}
