package dev.rookery.runtime.metrics;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/** Figures for people: four significant digits, without the zero before the point. */
public final class NumberFormat {

  private static final int DIGITS = 4;
  private static final int SMALLEST_PLAIN_EXPONENT = -4;

  private NumberFormat() {}

  /** {@code 20.09}, {@code .3500}, {@code 1234568}, {@code 1.2e-05}; nothing for NaN. */
  public static String format(double value) {
    if (Double.isNaN(value)) {
      return "";
    }
    if (Double.isInfinite(value)) {
      return value > 0 ? "inf" : "-inf";
    }
    String text =
        value >= 1000
            ? new BigDecimal(value).setScale(0, RoundingMode.HALF_EVEN).toPlainString()
            : significant(value);
    text = text.replace("-0.", "-.");
    if (text.startsWith("0.")) {
      text = text.substring(1);
    }
    return text.startsWith(".") && text.length() <= DIGITS
        ? text + "0".repeat(DIGITS + 1 - text.length())
        : text;
  }

  /** Whole numbers stay as they are. */
  public static String format(long value) {
    return Long.toString(value);
  }

  /** C's {@code %.4g}. */
  private static String significant(double value) {
    if (value == 0) {
      return Double.compare(value, 0.0) < 0 ? "-0" : "0";
    }
    BigDecimal rounded =
        new BigDecimal(value)
            .round(new MathContext(DIGITS, RoundingMode.HALF_EVEN))
            .stripTrailingZeros();
    int exponent = rounded.precision() - rounded.scale() - 1;
    if (exponent >= SMALLEST_PLAIN_EXPONENT && exponent < DIGITS) {
      return rounded.toPlainString();
    }
    String sign = exponent < 0 ? "-" : "+";
    int size = Math.abs(exponent);
    return rounded.movePointLeft(exponent).toPlainString()
        + "e"
        + sign
        + (size < 10 ? "0" : "")
        + size;
  }
}
