package dev.rookery.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rookery.api.scoring.BatchScoringFunction;
import dev.rookery.api.scoring.Score;
import dev.rookery.api.scoring.ScoringFunction;
import dev.rookery.api.scoring.ScoringFunctionFactory;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** What every scoring function must hold to. Extend it in a test of the function's factory. */
public abstract class ScoringFunctionContract {

  protected abstract ScoringFunctionFactory factory();

  /** The function's settings by name. */
  protected Map<String, ?> settings() {
    return Map.of();
  }

  /** Functions that the settings may name. */
  protected List<ScoringFunctionFactory> others() {
    return List.of();
  }

  /** Different sequences that have a score. */
  protected abstract List<String> sequences();

  private ScoringFunction open() {
    return TestingScoringContext.open(factory(), settings(), others());
  }

  @Test
  void everyScoreIsANumberWithItsParts() throws Exception {
    try (ScoringFunction function = open()) {
      assertThat(function.parts()).doesNotHaveDuplicates();
      for (String sequence : sequences()) {
        Score score = function.score(sequence);
        assertThat(score.problem()).as(sequence).isEmpty();
        assertThat(score.value()).as(sequence).isFinite();
        assertThat(score.parts()).as(sequence).hasSameSizeAs(function.parts());
      }
    }
  }

  @Test
  void scoresTheSameAgainAndInEveryThread() throws Exception {
    try (ScoringFunction function = open()) {
      if (function.remembers() || function instanceof BatchScoringFunction) {
        return; // these are asked by one thread at a time
      }
      for (String sequence : sequences()) {
        assertThat(
                Collections.nCopies(50, sequence).parallelStream()
                    .map(each -> score(function, each))
                    .distinct())
            .as(sequence)
            .hasSize(1);
      }
    }
  }

  @Test
  void aBatchHasTheScoresOfItsSequences() throws Exception {
    try (ScoringFunction function = open();
        ScoringFunction another = open()) {
      if (function instanceof BatchScoringFunction batches) {
        assertThat(batches.scoreAll(sequences()))
            .isEqualTo(sequences().stream().map(sequence -> score(another, sequence)).toList());
      }
    }
  }

  @Test
  void aVariantHasTheSameKey() throws Exception {
    try (ScoringFunction function = open()) {
      for (String sequence : sequences()) {
        function
            .variant(sequence, new SplittableRandom(1))
            .ifPresent(
                variant -> assertThat(function.key(variant)).isEqualTo(function.key(sequence)));
        assertThat(function.variant(sequence, new SplittableRandom(1)))
            .isEqualTo(function.variant(sequence, new SplittableRandom(1)));
      }
    }
  }

  @Test
  void aPictureIsSvg() throws Exception {
    try (ScoringFunction function = open()) {
      for (String sequence : sequences()) {
        function
            .picture(sequence)
            .ifPresent(svg -> assertThat(svg).startsWith("<svg").endsWith("</svg>"));
      }
    }
  }

  /** Text that comes from anywhere must have a key, or the guard could not tell texts apart. */
  @Test
  void everyTextHasAKey() {
    try (ScoringFunction function = open()) {
      for (String text : List.of("", " ", "no such thing", "é 漢字 😀")) {
        assertThat(function.key(text)).isEqualTo(function.key(text));
      }
    }
  }

  @Test
  void mayBeClosedTwice() {
    ScoringFunction function = open();
    function.close();
    function.close();
  }

  private static Score score(ScoringFunction function, String sequence) {
    try {
      return function.score(sequence);
    } catch (Exception e) {
      throw new AssertionError(sequence + " has no score", e);
    }
  }
}
