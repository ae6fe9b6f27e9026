package dev.rookery.runtime.learning.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.rookery.api.learning.LrScheduler;
import dev.rookery.api.learning.LrSchedulerFactory;
import dev.rookery.api.settings.SettingsException;
import dev.rookery.testkit.TestingSettings;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LrSchedulersTest {

  @Test
  void lowersTheRateWhenALossStopsFalling() {
    LrScheduler scheduler = create("reduce-on-plateau", Map.of("patience", 1, "decay", 0.1));
    validate(scheduler, true, 3, 2, 2.5, 2.1);
    assertThat(scheduler.learningRate()).isCloseTo(0.2, within(1e-12));
    validate(scheduler, true, 1.9, 1.8);
    assertThat(scheduler.learningRate()).isCloseTo(0.2, within(1e-12));
  }

  @Test
  void lowersTheRateWhenAScoreStopsRising() {
    LrScheduler scheduler = create("reduce-on-plateau", Map.of("patience", 0, "decay", 0.5));
    validate(scheduler, false, 0.1, 0.2, 0.3);
    assertThat(scheduler.learningRate()).isEqualTo(2);
    validate(scheduler, false, 0.3);
    assertThat(scheduler.learningRate()).isEqualTo(1);
  }

  @Test
  void countsALossThatIsNotANumberAsNoBetter() {
    LrScheduler scheduler = create("reduce-on-plateau", Map.of("patience", 1));
    validate(scheduler, true, Double.NaN, Double.NaN);
    assertThat(scheduler.learningRate()).isEqualTo(1);
    validate(scheduler, true, 5, Double.NaN);
    assertThat(scheduler.learningRate()).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({"cosine, 10, 0.70710678", "linear, 10, 0.5", "cosine, 15, 0.38268343"})
  void fallsToZeroOverTheRun(String name, long updates, double share) {
    LrScheduler scheduler =
        factory(name).create(factory(name).settings().defaults(), 2, OptionalLong.of(20));
    scheduler.afterUpdate(updates);
    assertThat(scheduler.learningRate()).isCloseTo(2 * share, within(1e-7));
    assertThat(scheduler.finished()).isFalse();
    scheduler.afterUpdate(20);
    assertThat(scheduler.finished()).isTrue();
    assertThat(scheduler.learningRate()).isBetween(0.0, 0.2);
  }

  @Test
  void prefersItsOwnEndToThatOfTheRun() {
    LrSchedulerFactory factory = factory("linear");
    LrScheduler scheduler =
        factory.create(
            TestingSettings.of(factory.settings(), Map.of("max-lr-steps", 10)),
            1,
            OptionalLong.of(100));
    scheduler.afterUpdate(10);
    assertThat(scheduler.finished()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"cosine", "linear"})
  void mustKnowWhereItEnds(String name) {
    assertThatThrownBy(() -> create(name, Map.of()))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("max-lr-steps");
    assertThatThrownBy(() -> create(name, Map.of("max-lr-steps", 10, "warmup-updates", 10)))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("lower warmup-updates");
  }

  @Test
  void refusesWrongSettings() {
    assertThatThrownBy(() -> create("fixed", Map.of("patience", 0)))
        .hasMessageContaining("must be at least 1");
    assertThatThrownBy(() -> create("reduce-on-plateau", Map.of("decay", 1.5)))
        .hasMessageContaining("must be between 0 and 1");
    assertThatThrownBy(() -> create("inverse-sqrt", Map.of("warmup-rate", -1)))
        .hasMessageContaining("must be at least 0");
  }

  @ParameterizedTest
  @ValueSource(strings = {"reduce-on-plateau", "fixed", "inverse-sqrt", "cosine", "linear", "none"})
  void continuesFromItsSavedState(String name) {
    for (int at : new int[] {0, 3, 7, 20, 33}) {
      LrScheduler whole = create(name);
      LrScheduler resumed = create(name);
      Random losses = new Random(9);
      for (int update = 1; update <= 45; update++) {
        whole.afterUpdate(update);
        if (update % 3 == 0) {
          whole.afterValidation(2 + losses.nextDouble(), true);
        }
        if (update == at) {
          resumed.restore(whole.state());
          assertThat(resumed.learningRate()).isEqualTo(whole.learningRate());
        }
      }
      Random same = new Random(9);
      for (int update = 1; update <= 45; update++) {
        double loss = update % 3 == 0 ? 2 + same.nextDouble() : 0;
        if (update > at) {
          resumed.afterUpdate(update);
          if (update % 3 == 0) {
            resumed.afterValidation(loss, true);
          }
        }
      }
      assertThat(resumed.learningRate()).isEqualTo(whole.learningRate());
      assertThat(resumed.state()).isEqualTo(whole.state());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"reduce-on-plateau", "fixed", "inverse-sqrt", "cosine", "linear", "none"})
  void goesOnWithAnotherBaseRate(String name) {
    LrScheduler first = create(name);
    LrScheduler resumed =
        factory(name).create(TestingSettings.of(factory(name).settings(), settings(name)), 0.5);
    first.afterUpdate(5);
    first.afterUpdate(20);
    validate(first, true, 1, 2, 2, 2, 2);
    resumed.restore(first.state());
    assertThat(resumed.learningRate()).isCloseTo(first.learningRate() / 4, within(1e-12));
  }

  @Test
  void comparesNoResultsOfDifferentMetrics() {
    LrScheduler scheduler = create("reduce-on-plateau", Map.of("patience", 0, "decay", 0.5));
    validate(scheduler, true, 31);
    scheduler.validationMetricChanged();
    validate(scheduler, false, 0.1, 0.2);
    assertThat(scheduler.learningRate()).isEqualTo(2);
  }

  @Test
  void readsTheStateOfOlderCheckpoints() {
    LrScheduler scheduler = create("fixed");
    scheduler.restore(Map.of("updates", 20.0, "learning-rate", 0.25, "validations", 3.0));
    assertThat(scheduler.learningRate()).isEqualTo(0.25);
  }

  private static LrScheduler create(String name) {
    return create(name, settings(name));
  }

  private static Map<String, Object> settings(String name) {
    LrSchedulerFactory factory = factory(name);
    return name.equals("none")
        ? Map.of()
        : factory.settings().find("patience").isPresent()
            ? Map.of("warmup-updates", 5, "patience", 2)
            : Map.of("warmup-updates", 5, "max-lr-steps", 50);
  }

  private static LrScheduler create(String name, Map<String, Object> settings) {
    return factory(name).create(TestingSettings.of(factory(name).settings(), settings), 2);
  }

  private static LrSchedulerFactory factory(String name) {
    return LrSchedulers.factories().stream()
        .filter(each -> each.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static void validate(LrScheduler scheduler, boolean lowerIsBetter, double... values) {
    for (double value : values) {
      scheduler.afterValidation(value, lowerIsBetter);
    }
  }
}
