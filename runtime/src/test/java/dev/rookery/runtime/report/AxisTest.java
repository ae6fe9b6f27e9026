package dev.rookery.runtime.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

final class AxisTest {

  @Test
  void aSingleValueLiesWithin() {
    for (double value : new double[] {-3, 0.25, 7, 1e6}) {
      Axis axis = Axis.covering(value, value, 0, 100);
      assertThat(axis.at(value)).as("place of %s", value).isBetween(1.0, 99.0);
      assertThat(axis.ticks()).hasSizeGreaterThan(2);
    }
  }

  /** A share of 1 can't be exceeded, and nothing can be below none. */
  @Test
  void aSingleShareKeepsTheAxisInItsLimits() {
    assertThat(Axis.covering(1, 1, 0, 100).high()).isCloseTo(1, Offset.offset(1e-9));
    assertThat(Axis.covering(0.97, 0.97, 0, 100).high()).isCloseTo(1, Offset.offset(1e-9));
    assertThat(Axis.covering(0, 0, 0, 100).low()).isZero();
    assertThat(Axis.covering(0, 0, 0, 100).high()).isEqualTo(1);
  }

  @Test
  void severalValuesLieBetweenRoundNumbers() {
    Axis axis = Axis.covering(0.13, 0.87, 0, 100);
    assertThat(axis.low()).isZero();
    assertThat(axis.high()).isCloseTo(1, Offset.offset(1e-9));
    assertThat(axis.ticks()).hasSize(6);
  }
}
