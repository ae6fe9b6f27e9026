package dev.rookery.plugins.molecules.score;

import java.util.List;

/** Makes one score of several. */
enum Mean {
  ARITHMETIC {
    @Override
    double of(List<Double> scores, List<Double> weights) {
      double sum = 0;
      for (int i = 0; i < scores.size(); i++) {
        sum += scores.get(i) * weights.get(i);
      }
      return sum / total(weights);
    }
  },

  /** Of scores that are not below 0; a smaller one counts as 0. */
  GEOMETRIC {
    @Override
    double of(List<Double> scores, List<Double> weights) {
      double sum = 0;
      for (int i = 0; i < scores.size(); i++) {
        if (weights.get(i) > 0) {
          sum += weights.get(i) * Math.log(Math.max(0, scores.get(i)));
        }
      }
      return Math.exp(sum / total(weights));
    }
  },

  /** Without regard to weights. */
  PRODUCT {
    @Override
    double of(List<Double> scores, List<Double> weights) {
      return scores.stream().mapToDouble(Double::doubleValue).reduce(1, (a, b) -> a * b);
    }
  };

  abstract double of(List<Double> scores, List<Double> weights);

  private static double total(List<Double> weights) {
    return weights.stream().mapToDouble(Double::doubleValue).sum();
  }
}
