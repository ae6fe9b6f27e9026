package dev.rookery.runtime.report;

import java.util.ArrayList;
import java.util.List;

/**
 * One axis of a chart: which values lie where, and which are named.
 *
 * @param low value at the start of the axis
 * @param high value at its end, above {@code low}
 * @param logarithmic whether equal factors are equally far apart; then {@code low} is positive
 * @param start coordinate of {@code low}
 * @param end coordinate of {@code high}
 * @param ticks values that are named
 */
record Axis(
    double low, double high, boolean logarithmic, double start, double end, List<Double> ticks) {

  private static final int TICKS = 5;
  private static final double LOGARITHMIC_FROM = 50;

  /** An axis whose ends are round numbers around these values. */
  static Axis covering(double least, double most, double start, double end) {
    if (least == most) {
      return around(least, start, end);
    }
    return between(least, most, start, end);
  }

  /** A single value; an axis of shares doesn't leave 0 to 1. */
  private static Axis around(double value, double start, double end) {
    if (value == 0) {
      return between(0, 1, start, end);
    }
    double margin = Math.abs(value) * 0.1;
    double most = value > 0 && value <= 1 ? Math.min(1, value + margin) : value + margin;
    return between(value - margin, most, start, end);
  }

  private static Axis between(double least, double most, double start, double end) {
    double step = niceStep((most - least) / TICKS);
    double low = Math.floor(least / step + 1e-9) * step;
    double high = Math.ceil(most / step - 1e-9) * step;
    List<Double> ticks = new ArrayList<>();
    for (int i = 0; low + i * step <= high + step / 2; i++) {
      ticks.add(low + i * step);
    }
    return new Axis(low, high, false, start, end, List.copyOf(ticks));
  }

  /** As {@link #covering}, but logarithmic where the values span a large factor. */
  static Axis logarithmicIfWide(double least, double most, double start, double end) {
    if (least <= 0 || most / least < LOGARITHMIC_FROM) {
      return covering(least, most, start, end);
    }
    double low = niceBelow(least);
    double high = niceStep(most);
    boolean everyStep = high / low < 1000;
    List<Double> ticks = new ArrayList<>();
    for (double tick = low; tick <= high * (1 + 1e-9); tick = niceStep(tick * 1.5)) {
      if (everyStep || isPowerOfTen(tick)) {
        ticks.add(tick);
      }
    }
    return new Axis(low, high, true, start, end, List.copyOf(ticks));
  }

  private static double niceBelow(double value) {
    double power = Math.pow(10, Math.floor(Math.log10(value)));
    return value >= 5 * power ? 5 * power : value >= 2 * power ? 2 * power : power;
  }

  private static boolean isPowerOfTen(double value) {
    double exponent = Math.log10(value);
    return Math.abs(exponent - Math.rint(exponent)) < 1e-9;
  }

  /** An axis for whole numbers that ends with the last of them. */
  static Axis ofUpdates(long first, long last, double start, double end) {
    if (first == last) {
      return new Axis(first - 1.0, last + 1.0, false, start, end, List.of((double) first));
    }
    double step = Math.max(1, niceStep((double) (last - first) / TICKS));
    List<Double> ticks = new ArrayList<>();
    for (double tick = Math.ceil(first / step) * step; tick <= last; tick += step) {
      ticks.add(tick);
    }
    return new Axis(first, last, false, start, end, List.copyOf(ticks));
  }

  private static double niceStep(double atLeast) {
    double power = Math.pow(10, Math.floor(Math.log10(atLeast)));
    for (double factor : new double[] {1, 2, 5}) {
      if (factor * power >= atLeast * (1 - 1e-9)) {
        return factor * power;
      }
    }
    return 10 * power;
  }

  /** The coordinate of a value. */
  double at(double value) {
    double share =
        logarithmic ? Math.log(value / low) / Math.log(high / low) : (value - low) / (high - low);
    return start + share * (end - start);
  }
}
