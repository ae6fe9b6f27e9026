package dev.rookery.runtime.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class NiceReportTest {

  @Test
  void tasksAreRows() {
    Map<String, Double> values = Map.of("a/loss", 1.5, "b/loss", 2.0, "loss", 1.75, "a/f1", 0.5);

    assertThat(NiceReport.format(values, NiceReport.DEFAULT_WIDTH).split("\n", -1))
        .containsExactly(
            "          f1  loss", "   a   .5000   1.5", "   all        1.75", "   b             2");
  }

  @Test
  void aWideTableIsContinuedBelow() {
    Map<String, Double> values = Map.of("accuracy", 0.5, "f1", 0.25, "loss", 1.5);

    assertThat(NiceReport.format(values, 25).split("\n", -1))
        .containsExactly(
            "    accuracy    f1  \\", "       .5000 .2500   ", "    loss  ", "     1.5");
  }

  @Test
  void nothingGivesNothing() {
    assertThat(NiceReport.format(Map.of(), 80)).isEmpty();
  }
}
