package dev.rookery.runtime.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The values of one metric in one phase.
 *
 * @param phase such as {@code train}
 * @param points finite values only, in the order of their updates
 * @param missing how many values were not finite
 */
record Curve(String phase, List<Point> points, int missing) {

  /** More points than this cannot be told apart on a screen. */
  static final int MAX_POINTS = 240;

  /**
   * A value, or the mean of several neighbouring ones.
   *
   * @param update of the last of them
   * @param least of them
   * @param most of them
   */
  record Point(long update, double value, double least, double most) {

    static Point of(long update, double value) {
      return new Point(update, value, value, value);
    }
  }

  /** This curve with neighbours averaged, so that at most {@link #MAX_POINTS} are left. */
  Curve thinned() {
    if (points.size() <= MAX_POINTS) {
      return this;
    }
    int size = (points.size() + MAX_POINTS - 1) / MAX_POINTS;
    List<Point> means = new ArrayList<>();
    for (int start = 0; start < points.size(); start += size) {
      List<Point> bucket = points.subList(start, Math.min(points.size(), start + size));
      means.add(
          new Point(
              bucket.get(bucket.size() - 1).update(),
              bucket.stream().mapToDouble(Point::value).average().orElseThrow(),
              bucket.stream().mapToDouble(Point::least).min().orElseThrow(),
              bucket.stream().mapToDouble(Point::most).max().orElseThrow()));
    }
    return new Curve(phase, means, missing);
  }

  boolean isAveraged() {
    return points.stream().anyMatch(point -> point.least() < point.most());
  }

  Point last() {
    return points.get(points.size() - 1);
  }

  /** The earliest of the best points. */
  Point best(boolean lowerIsBetter) {
    Comparator<Point> byValue = Comparator.comparingDouble(Point::value);
    return points.stream().min(lowerIsBetter ? byValue : byValue.reversed()).orElseThrow();
  }
}
