package dev.rookery.runtime.learning;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rookery.testkit.TestingSettings;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SupervisedSettingsTest {

  /** The last update takes whatever batches are left, so a schedule must reach it. */
  @ParameterizedTest
  @CsvSource({
    "10, 5, 1, 1, 2",
    "11, 5, 1, 1, 3",
    "11, 5, 2, 1, 2",
    "11, 5, 2, 3, 5",
    "11, 5, 100, 1, 1",
    "11, 5, 1, 0.01, 1"
  })
  void expectsAsManyUpdatesAsTheEpochsMake(
      long examples, int batchSize, int frequency, double epochs, long updates) {
    SupervisedSettings settings =
        given(Map.of("epochs", epochs, "batch-size", batchSize, "update-frequency", frequency));
    assertThat(settings.expectedUpdates(OptionalLong.of(examples))).hasValue(updates);
  }

  @Test
  void minusOneIsNoLimitAsInParlai() {
    SupervisedSettings settings =
        given(
            Map.of(
                "max-time", "-1",
                "epochs", "-1",
                "max-updates", "7",
                "validation-every-time", "-1",
                "validation-every-epochs", "-1",
                "validation-every-updates", "-1",
                "validation-max-examples", "-1",
                "save-every-time", "-1"));
    assertThat(settings.limits().time()).isEmpty();
    assertThat(settings.limits().epochs()).isEmpty();
    assertThat(settings.limits().updates()).contains(7L);
    assertThat(settings.validation().everyTime()).isEmpty();
    assertThat(settings.validation().everyEpochs()).isEmpty();
    assertThat(settings.validation().everyUpdates()).isEmpty();
    assertThat(settings.validation().maxExamples()).isEmpty();
    assertThat(settings.saving().everyTime()).isLessThan(Duration.ZERO);
  }

  @Test
  void withoutALimitThereIsOneEpoch() {
    assertThat(given(Map.of("max-time", "-1", "epochs", "-1")).limits().epochs()).contains(1.0);
  }

  private static SupervisedSettings given(Map<String, Object> values) {
    return SupervisedSettings.of(TestingSettings.of(SupervisedSettings.SPEC, values));
  }
}
