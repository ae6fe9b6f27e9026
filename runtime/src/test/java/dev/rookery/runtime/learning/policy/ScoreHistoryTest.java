package dev.rookery.runtime.learning.policy;

import static org.assertj.core.api.Assertions.assertThat;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class ScoreHistoryTest {

  private static final Offset<Double> EXACT = Offset.offset(1e-12);

  @Test
  void knownSequencesCountOnce() {
    ScoreHistory history = new ScoreHistory();
    history.add("a", 0.5, true);
    history.add("b", 0.25, true);
    history.add("a", 0.5, true);
    history.add("?", 0, false);

    assertThat(history.top(1)).isEqualTo(0.5);
    assertThat(history.top(2)).isEqualTo(0.375);
    assertThat(history.shareDifferent()).isEqualTo(0.75);
    assertThat(history.shareValid()).isEqualTo(0.75);
  }

  @Test
  void meansOfTheFirstAndTheLast() {
    ScoreHistory history = new ScoreHistory();
    history.add("a", 0.1, true);
    history.add("b", 0.3, true);
    history.add("c", 7, true); // in the middle of five
    history.add("a", 0.1, true); // known ones were written, too
    history.add("d", 0.7, true);

    assertThat(history.meanOfFirst()).isCloseTo(0.2, EXACT);
    assertThat(history.meanOfLast()).isCloseTo(0.4, EXACT);
    for (int i = 0; i < 1995; i++) {
      history.add("e", i < 1495 ? 0 : 0.5, true);
    }
    assertThat(history.meanOfFirst()).isCloseTo((0.1 + 0.3 + 7 + 0.1 + 0.7) / 500, EXACT);
    assertThat(history.meanOfLast()).isCloseTo(0.5, EXACT);
  }

  /** A constant score rises from 0 to it in the first hundred, as PMO's trapezoids have it. */
  @Test
  void areaOfAConstantScore() {
    ScoreHistory history = new ScoreHistory();
    for (int i = 0; i < 300; i++) {
      history.add("s" + i, 0.8, true);
    }

    assertThat(history.areaUnderTop(10, 300)).isCloseTo(0.8 * 250 / 300, EXACT);
    assertThat(history.areaUnderTop(10, 600)).isCloseTo(0.8 * 550 / 600, EXACT);
  }

  @Test
  void areaOfARisingBest() {
    ScoreHistory history = new ScoreHistory();
    for (int i = 0; i < 200; i++) {
      history.add("s" + i, i < 100 ? 0.2 : 1, true);
    }

    assertThat(history.areaUnderTop(1, 200)).isCloseTo((10 + 60) / 200.0, EXACT);
  }
}
