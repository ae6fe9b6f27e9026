package dev.rookery.runtime.cli;

import java.util.Locale;

/** Numbers for people. */
final class Figures {

  private Figures() {}

  /** Four significant digits. */
  static String shown(double value) {
    if (!Double.isFinite(value)) {
      return Double.toString(value);
    }
    if (value == Math.rint(value) && Math.abs(value) < 1e7) {
      return Long.toString((long) value);
    }
    return String.format(Locale.ROOT, "%.4g", value);
  }
}
