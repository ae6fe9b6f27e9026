package dev.rookery.runtime.scoring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rookery.api.scoring.BatchScoringFunction;
import dev.rookery.api.scoring.Score;
import dev.rookery.api.scoring.ScoringFunction;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A scoring function can't harm a run. */
class GuardedScoringTest {

  private final AtomicInteger calls = new AtomicInteger();
  private volatile boolean over;

  @AfterEach
  void letHangingThreadsGo() {
    over = true;
  }

  private ScoringFunction odd() {
    return new ScoringFunction() {
      @Override
      public Score score(String sequence) throws Exception {
        calls.incrementAndGet();
        return switch (sequence) {
          case "throws" -> throw new IllegalStateException("it is odd");
          case "hangs", "hangs too", "hangs as well" -> {
            new CountDownLatch(1).await();
            yield Score.of(1);
          }
          case "nan" -> Score.of(Double.NaN);
          case "deep" -> throw new StackOverflowError();
          default -> Score.of(sequence.length());
        };
      }

      @Override
      public String key(String sequence) {
        return sequence.toLowerCase(Locale.ROOT);
      }
    };
  }

  @Test
  void whatFailsCostsItsOwnScoreOnly() {
    try (GuardedScoring scoring = new GuardedScoring(odd(), Duration.ofMillis(300), 2)) {
      List<Score> scores =
          scoring.scoreAll(List.of("throws", "hangs", "nan", "deep", "four", "hangs", "fours"));

      assertThat(scores)
          .extracting(Score::value)
          .containsExactly(0.0, 0.0, 0.0, 0.0, 4.0, 0.0, 5.0);
      assertThat(scores.get(0).problem()).contains("it is odd");
      assertThat(scores.get(1).problem())
          .hasValueSatisfying(why -> assertThat(why).contains("300"));
      assertThat(scores.get(2).problem())
          .hasValueSatisfying(why -> assertThat(why).contains("NaN"));
      assertThat(scores.get(3).problem()).isPresent();
      assertThat(scoring.scoreAll(List.of("afterwards")))
          .extracting(Score::value)
          .containsExactly(10.0);
    }
  }

  /** As many hang as there are threads, and more; also where the key is asked for. */
  @Test
  void thoseBehindOnesThatHangAreScored() {
    for (boolean byKey : new boolean[] {false, true}) {
      ScoringFunction function = byKey ? hangingKeys() : odd();
      try (GuardedScoring scoring = new GuardedScoring(function, Duration.ofMillis(300), 2)) {
        List<String> sequences = List.of("hangs", "hangs too", "hangs as well", "four", "fives");

        assertThat(scoring.scoreAll(sequences)).extracting(Score::value).endsWith(4.0, 5.0);
      }
    }
  }

  /** Computes on and on, whoever interrupts. */
  private ScoringFunction hangingKeys() {
    return new ScoringFunction() {
      @Override
      public Score score(String sequence) {
        return Score.of(sequence.length());
      }

      @Override
      public String key(String sequence) {
        while (sequence.startsWith("hangs") && !over) {
          Thread.onSpinWait();
        }
        return sequence;
      }
    };
  }

  @Test
  void eachKeyIsScoredOnce() {
    try (GuardedScoring scoring = new GuardedScoring(odd(), Duration.ofSeconds(5), 2)) {
      scoring.scoreAll(List.of("abc", "ABC", "abc"));
      scoring.scoreAll(List.of("Abc"));

      assertThat(calls).hasValue(1);
    }
  }

  @Test
  void batchesAreScoredTogetherAndMustBeWhole() {
    BatchScoringFunction batches =
        sequences -> sequences.contains("short") ? List.of() : List.of(Score.of(1), Score.of(2));
    try (GuardedScoring scoring = new GuardedScoring(batches, Duration.ofSeconds(5), 2)) {
      assertThat(scoring.scoreAll(List.of("a", "b", "a")))
          .extracting(Score::value)
          .containsExactly(1.0, 2.0, 1.0);
      assertThat(scoring.scoreAll(List.of("short")).get(0).problem())
          .hasValueSatisfying(why -> assertThat(why).contains("0 scores"));
    }
  }
}
