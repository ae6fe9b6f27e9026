package dev.rookery.runtime.causal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDManager;
import dev.rookery.api.model.CausalModel;
import dev.rookery.runtime.causal.CausalGenerator.Written;
import dev.rookery.runtime.causal.GenerationOptions.EarlyStopping;
import dev.rookery.runtime.causal.GenerationOptions.Sampling;
import dev.rookery.runtime.causal.LogitsFilter.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CausalGeneratorTest {

  private static final int END = 3;
  private static final List<int[]> PROMPTS =
      List.of(new int[] {1, 5, 7, 2}, new int[] {9}, new int[] {4, 4});

  private final NDManager manager = NDManager.newBaseManager("PyTorch");
  private CausalModel model;

  @BeforeEach
  void open() {
    model =
        GoldenGpt2.model(
            Map.of("n-positions", 20, "n-head", 2, "n-layer", 2, "n-embd", 8), 12, 20, manager);
  }

  @AfterEach
  void close() {
    model.close();
    manager.close();
  }

  private static GenerationOptions options(int beams, Optional<Sampling> sampling) {
    return new GenerationOptions(
        10, 0, END, 1.1, 2, sampling, beams, beams, 1, EarlyStopping.WHEN_UNLIKELY);
  }

  private List<int[]> write(GenerationOptions options, List<int[]> prompts) {
    List<int[]> ids = new ArrayList<>();
    for (List<Written> row : new CausalGenerator(options).generate(model, prompts, manager)) {
      row.forEach(written -> ids.add(written.ids()));
    }
    return ids;
  }

  private void assertTogetherAsAlone(GenerationOptions options) {
    List<int[]> together = write(options, PROMPTS);
    List<int[]> alone = new ArrayList<>();
    PROMPTS.forEach(prompt -> alone.addAll(write(options, List.of(prompt))));
    assertThat(together).hasSize(3 * options.beams());
    assertThat(together.toArray(int[][]::new)).isDeepEqualTo(alone.toArray(int[][]::new));
  }

  @Test
  void promptsOfAllLengthsGiveTogetherWhatEachGivesAlone() {
    assertTogetherAsAlone(options(1, Optional.empty()));
    assertTogetherAsAlone(options(3, Optional.empty()));
  }

  @Test
  void drawsDependOnTheSeedAndTheRowAlone() {
    Sampling one = new Sampling(new LogitsFilter(1.5, 8, 0.9, Rule.HUGGING_FACE), 1);
    GenerationOptions options = options(1, Optional.of(one));
    int[][] all = write(options, PROMPTS).toArray(int[][]::new);
    assertThat(write(options, PROMPTS).toArray(int[][]::new)).isDeepEqualTo(all);
    assertThat(write(options, PROMPTS.subList(0, 2)).toArray(int[][]::new))
        .isDeepEqualTo(new int[][] {all[0], all[1]});
    GenerationOptions other = options(1, Optional.of(new Sampling(one.filter(), 2)));
    assertThat(write(other, PROMPTS).toArray(int[][]::new)).isNotEqualTo(all);
  }

  @Test
  void onlyTheLikeliestIsDrawnWhereNoOtherIsLeft() {
    Sampling likeliest = new Sampling(new LogitsFilter(1, 1, 1, Rule.HUGGING_FACE), 7);
    assertThat(write(options(1, Optional.of(likeliest)), PROMPTS).toArray(int[][]::new))
        .isDeepEqualTo(write(options(1, Optional.empty()), PROMPTS).toArray(int[][]::new));
  }

  @Test
  void stopsWhereTheModelHasNoMorePositions() {
    int[] long17 = new int[17];
    GenerationOptions endless =
        new GenerationOptions(
            10, 10, END, 1, 0, Optional.empty(), 1, 1, 1, EarlyStopping.WHEN_UNLIKELY);
    assertThat(write(endless, List.of(long17)).get(0)).hasSize(4);
  }

  @Test
  void leavesNoArraysBehind() {
    write(options(1, Optional.empty()), PROMPTS);
    int before = manager.getManagedArrays().size();
    write(options(3, Optional.empty()), PROMPTS);
    write(options(1, Optional.empty()), PROMPTS);
    assertThat(manager.getManagedArrays()).hasSize(before);
  }

  @Test
  void saysWhatIsWrong() {
    assertThatThrownBy(() -> write(options(1, Optional.empty()), List.of(new int[0])))
        .hasMessageContaining("0 tokens");
    assertThatThrownBy(() -> write(options(1, Optional.empty()), List.of(new int[21])))
        .hasMessageContaining("21 tokens");
    Sampling any = new Sampling(LogitsFilter.NONE, 1);
    assertThatThrownBy(() -> options(2, Optional.of(any))).hasMessageContaining("draws");
    assertThatThrownBy(() -> new LogitsFilter(0, 1, 1, Rule.CONVOGYM))
        .hasMessageContaining("temperature");
  }
}
