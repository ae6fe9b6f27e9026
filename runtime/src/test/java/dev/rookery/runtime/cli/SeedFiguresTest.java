package dev.rookery.runtime.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

final class SeedFiguresTest {

  @Test
  void meanAndDeviationOfASample() {
    SeedFigures figures =
        new SeedFigures(
            new TreeMap<>(
                Map.of(1L, Map.of("ppl", 2.0), 2L, Map.of("ppl", 4.0), 3L, Map.of("ppl", 9.0))));

    assertThat(figures.columns()).containsExactly("seed 1", "seed 2", "seed 3", "mean", "sd");
    // squares of -3, -1 and 4: 26 / 2 = 13
    assertThat(figures.rows()).containsEntry("ppl", List.of("2", "4", "9", "5", "3.606"));
  }

  @Test
  void aFigureThatARunLacksIsLeftOutOfTheMean() {
    SeedFigures figures =
        new SeedFigures(
            new TreeMap<>(Map.of(7L, Map.of("ppl", 2.0, "f1", 0.5), 8L, Map.of("ppl", 3.0))));

    assertThat(figures.rows()).containsEntry("f1", List.of("0.5000", "-", "0.5000", "-"));
    assertThat(Json.text(figures.asMap())).contains("[ 0.5, null ]", "\"sd\" : null");
  }
}
