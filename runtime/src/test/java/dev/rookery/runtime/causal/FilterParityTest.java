package dev.rookery.runtime.causal;

import static dev.rookery.runtime.causal.GoldenGpt2.floats;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import com.fasterxml.jackson.databind.JsonNode;
import dev.rookery.runtime.causal.GenerationOptions.EarlyStopping;
import dev.rookery.runtime.causal.LogitsFilter.Rule;
import dev.rookery.runtime.decoding.RepeatedNgrams;
import dev.rookery.runtime.text.ParityFolder;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;

/** Filtered and penalized scores of Hugging Face's transformers, and of Convogym's filter. */
@Tag("parity")
class FilterParityTest {

  private static final String FILE = "gpt2/golden_filters.json";

  @TestFactory
  Stream<DynamicTest> filters() {
    return ParityFolder.tests(
        FILE,
        (golden, tests) ->
            golden
                .get("cases")
                .forEach(
                    each -> {
                      float[] scores = vector(golden, each);
                      for (Rule rule : Rule.values()) {
                        String name = rule == Rule.HUGGING_FACE ? "hf" : "convogym";
                        LogitsFilter filter =
                            new LogitsFilter(
                                each.get("temperature").asDouble(),
                                each.get("top_k").asInt(),
                                each.get("top_p").asDouble(),
                                rule);
                        tests.add(
                            dynamicTest(
                                filter + " of vector " + each.get("vector"),
                                () -> checkFilter(filter, scores, each.get(name))));
                      }
                    }));
  }

  private static float[] vector(JsonNode golden, JsonNode each) {
    return floats(golden.get("vectors").get(each.get("vector").asInt()));
  }

  private static void checkFilter(LogitsFilter filter, float[] scores, JsonNode golden) {
    try (NDManager manager = NDManager.newBaseManager("PyTorch")) {
      NDArray filtered = filter.apply(manager.create(scores, new Shape(1, scores.length)));
      float[] values = filtered.toFloatArray();
      int[] kept =
          IntStream.range(0, values.length)
              .filter(i -> values[i] != Float.NEGATIVE_INFINITY)
              .toArray();
      assertThat(kept).containsExactly(ParityFolder.ids(golden.get("kept")));
      float[] probabilities = filtered.softmax(-1).toFloatArray();
      float[] ofKept = new float[kept.length];
      for (int i = 0; i < kept.length; i++) {
        ofKept[i] = probabilities[kept[i]];
      }
      assertThat(ofKept)
          .usingComparatorWithPrecision(1e-6f)
          .containsExactly(floats(golden.get("probs")));
    }
  }

  @TestFactory
  Stream<DynamicTest> repetitionPenalty() {
    return ParityFolder.tests(
        FILE,
        (golden, tests) ->
            golden
                .get("repetition_penalty")
                .forEach(
                    each ->
                        tests.add(
                            dynamicTest(
                                each.get("vector") + " by " + each.get("penalty"),
                                () -> checkPenalty(vector(golden, each), each)))));
  }

  private static void checkPenalty(float[] scores, JsonNode golden) {
    try (NDManager manager = NDManager.newBaseManager("PyTorch")) {
      GenerationOptions options =
          new GenerationOptions(
              9,
              0,
              0,
              golden.get("penalty").asDouble(),
              0,
              Optional.empty(),
              1,
              1,
              1,
              EarlyStopping.WHEN_FULL);
      NDArray penalized =
          new ScoreRules(options)
              .apply(
                  manager.create(scores, new Shape(1, scores.length)),
                  List.of(ParityFolder.ids(golden.get("previous_ids"))),
                  0);
      assertThat(penalized.toFloatArray())
          .usingComparatorWithPrecision(1e-5f)
          .containsExactly(floats(golden.get("scores")));
    }
  }

  @TestFactory
  Stream<DynamicTest> repeatedNgrams() {
    return ParityFolder.tests(
        FILE,
        (golden, tests) ->
            golden
                .get("no_repeat_ngram")
                .forEach(
                    each ->
                        tests.add(
                            dynamicTest(
                                each.get("n") + " in " + each.get("ids"),
                                () -> {
                                  int[] ids = ParityFolder.ids(each.get("ids"));
                                  TreeSet<Integer> banned = new TreeSet<>();
                                  RepeatedNgrams.add(each.get("n").asInt(), ids, ids, banned);
                                  assertThat(banned)
                                      .containsExactlyElementsOf(
                                          Arrays.stream(ParityFolder.ids(each.get("banned")))
                                              .boxed()
                                              .toList());
                                }))));
  }
}
