package dev.rookery.runtime.importing.parlai;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class SavedTrainingTest {

  @Test
  void namesTheOptimizer() {
    assertThat(new SavedTraining(Map.of("optimizer_type", "adam")).optimizerType())
        .contains("adam");
    assertThat(new SavedTraining(Map.of()).optimizerType()).isEmpty();
  }

  /** A pickle can make a list that holds others, which hold it; as text it would have no end. */
  @Test
  void whatIsNoTextIsNoNameOfAnOptimizer() {
    List<Object> one = new ArrayList<>();
    List<Object> other = new ArrayList<>(List.of(one));
    one.add(other);

    assertThat(new SavedTraining(Map.of("optimizer_type", List.of(one))).optimizerType()).isEmpty();
  }
}
