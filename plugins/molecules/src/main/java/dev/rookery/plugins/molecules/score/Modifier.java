package dev.rookery.plugins.molecules.score;

/** Makes a score between 0 and 1 of a figure. */
@FunctionalInterface
interface Modifier {

  Modifier NONE = x -> x;

  double of(double x);

  /** 1 at the mean, falling to both sides. */
  static Modifier gaussian(double mean, double deviation) {
    return x -> Math.exp(-0.5 * Math.pow((x - mean) / deviation, 2));
  }

  /** 1 up to the mean, falling above. */
  static Modifier atMost(double mean, double deviation) {
    Modifier bell = gaussian(mean, deviation);
    return x -> bell.of(Math.max(x, mean));
  }

  /** 1 from the mean on, falling below. */
  static Modifier atLeast(double mean, double deviation) {
    Modifier bell = gaussian(mean, deviation);
    return x -> bell.of(Math.min(x, mean));
  }

  /** 0 at one figure and 1 at the other, in a straight line between them. */
  static Modifier clipped(double none, double full) {
    return x -> Math.min(1, Math.max(0, (x - none) / (full - none)));
  }

  /** 1 from the limit on and 0 below. */
  static Modifier threshold(double limit) {
    return x -> x >= limit ? 1 : 0;
  }

  static Modifier linear(double slope, double intercept) {
    return x -> slope * x + intercept;
  }
}
