package dev.rookery.runtime.decoding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import com.fasterxml.jackson.databind.JsonNode;
import dev.rookery.api.model.Hypothesis;
import dev.rookery.api.model.Search;
import dev.rookery.runtime.text.ParityFolder;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;

/** Beam search over tables of logits, and what samplers may draw, as in ParlAI. */
@Tag("parity")
final class SearchParityTest {

  @TestFactory
  Stream<DynamicTest> beamSearch() {
    return ParityFolder.tests(
        "parlai/golden/beam_search.json",
        (cases, tests) -> {
          for (JsonNode one : cases) {
            String name =
                "%d %s of %d, min length %d, block %d, context block %d"
                    .formatted(
                        tests.size(),
                        one.get("search").textValue(),
                        one.get("beam_size").intValue(),
                        one.get("min_length").intValue(),
                        one.get("block_ngram").intValue(),
                        one.get("context_block_ngram").intValue());
            tests.add(dynamicTest(name, () -> checkBeamSearch(one)));
          }
        });
  }

  private static void checkBeamSearch(JsonNode one) {
    int beamSize = one.get("beam_size").intValue();
    int startId = one.get("start").intValue();
    Blocking blocking =
        new Blocking(
            one.get("min_length").intValue(),
            one.get("block_ngram").intValue(),
            one.get("context_block_ngram").intValue(),
            true,
            BlockList.empty());
    Search search =
        new TreeSearch(
            new TreeSearchSettings(
                beamSize, beamSize, 0, one.get("length_penalty").doubleValue(), 1, blocking),
            new BestPaths(),
            startId,
            one.get("end").intValue());
    int[] context = ints(one.get("context"));
    try (NDManager manager = NDManager.newBaseManager("PyTorch")) {
      NDList states = new NDList(manager.zeros(new Shape(1)));
      List<Hypothesis> found =
          search
              .generate(
                  new Search.Request(
                      new TableModel(table(one.get("logits[step][previous][next]"))),
                      states,
                      List.of(Search.Row.of(context, context, 0)),
                      one.get("max_steps").intValue()))
              .get(0);
      assertThat(found).hasSize(one.get("n_best").size());
      for (int i = 0; i < found.size(); i++) {
        JsonNode expected = one.get("n_best").get(i);
        assertThat(withStart(startId, found.get(i)))
            .as("hypothesis " + i)
            .containsExactly(ints(expected.get("tokens")));
        assertThat(found.get(i).score())
            .isCloseTo(expected.get("score").doubleValue(), within(1e-4));
      }
    }
  }

  @TestFactory
  Stream<DynamicTest> topK() {
    return truncations("topk", "k", one -> new Truncation.TopK(one.get("k").intValue()));
  }

  @TestFactory
  Stream<DynamicTest> nucleus() {
    return truncations(
        "nucleus",
        "p",
        one -> {
          double p = one.get("p").doubleValue();
          return new Truncation.Nucleus((beam, place) -> p);
        });
  }

  private static Stream<DynamicTest> truncations(
      String kind, String setting, Function<JsonNode, Truncation> truncation) {
    return ParityFolder.tests(
        "parlai/golden/sampling.json",
        (golden, tests) -> {
          for (JsonNode one : golden.path(kind)) {
            tests.add(
                dynamicTest(
                    kind + " " + tests.size() + ", " + setting + " = " + one.get(setting),
                    () -> checkTruncation(one, truncation.apply(one))));
          }
        });
  }

  private static void checkTruncation(JsonNode one, Truncation truncation) {
    float[] logits = floats(one.get("logits"));
    List<Double> probabilities = new ArrayList<>();
    List<Double> scores = new ArrayList<>();
    List<Integer> ids = new ArrayList<>();
    try (NDManager manager = NDManager.newBaseManager("PyTorch")) {
      NDArray logprobs = manager.create(logits, new Shape(1, logits.length)).logSoftmax(1);
      Beam beam = new Beam(Search.Row.of(new int[0], new int[0], 0), 0, 2, 1);
      NDList cut =
          truncation.apply(
              logprobs, new PathSelector.Step(logprobs, logprobs, List.of(beam), 0, 1, 0));
      long[] allIds = cut.get(0).toLongArray();
      float[] allProbabilities = cut.get(1).toFloatArray();
      float[] allScores = cut.get(2).toFloatArray();
      for (int i = 0; i < allIds.length; i++) {
        if (allProbabilities[i] > 0) {
          ids.add((int) allIds[i]);
          probabilities.add((double) allProbabilities[i]);
          scores.add((double) allScores[i]);
        }
      }
    }
    assertThat(ids).containsExactlyElementsOf(boxed(ints(one.get("ids"))));
    for (int i = 0; i < ids.size(); i++) {
      assertThat(probabilities.get(i))
          .isCloseTo(one.get("probabilities").get(i).doubleValue(), within(1e-5));
      assertThat(scores.get(i))
          .isCloseTo(one.get("score_if_chosen").get(i).doubleValue(), within(1e-5));
    }
  }

  /** ParlAI reads --p-reset and always resets; see docs/differences.md. */
  @TestFactory
  Stream<DynamicTest> factualNucleus() {
    return ParityFolder.tests(
        "parlai/golden/sampling.json",
        (golden, tests) -> {
          for (JsonNode one : golden.path("factual_nucleus")) {
            tests.add(
                dynamicTest("factual nucleus " + tests.size(), () -> checkFactualNucleus(one)));
          }
        });
  }

  private static void checkFactualNucleus(JsonNode one) {
    Set<Integer> fullStops = new HashSet<>(boxed(ints(one.get("full_stop_ids"))));
    FactualShare share =
        new FactualShare(
            one.get("topp").doubleValue(),
            one.get("lambda_decay").doubleValue(),
            one.get("omega_bound").doubleValue(),
            true,
            fullStops);
    Beam beam = new Beam(Search.Row.of(new int[0], new int[0], 0), 0, 2, 1);
    int[] tokens = ints(one.get("tokens"));
    JsonNode expected = one.get("p_before_each_token_then_final");
    for (int i = 0; i <= tokens.length; i++) {
      assertThat(share.of(beam, 0))
          .as("before token " + i)
          .isCloseTo(expected.get(i).doubleValue(), within(1e-5));
      if (i < tokens.length) {
        write(tokens[i], beam);
      }
    }
  }

  private static void write(int token, Beam beam) {
    try (NDManager manager = NDManager.newBaseManager("PyTorch")) {
      double[] packed = {0, token, 0, 0, 0};
      beam.advance(new Selection(manager.create(packed, new Shape(5, 1, 1)), 1), 0);
    }
  }

  private static int[] withStart(int startId, Hypothesis hypothesis) {
    return IntStream.concat(IntStream.of(startId), IntStream.of(hypothesis.ids())).toArray();
  }

  private static List<Integer> boxed(int[] values) {
    return IntStream.of(values).boxed().toList();
  }

  private static int[] ints(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false).mapToInt(JsonNode::intValue).toArray();
  }

  private static float[] floats(JsonNode array) {
    float[] values = new float[array.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = array.get(i).floatValue();
    }
    return values;
  }

  private static float[][][] table(JsonNode node) {
    float[][][] table = new float[node.size()][][];
    for (int step = 0; step < table.length; step++) {
      table[step] = new float[node.get(step).size()][];
      for (int previous = 0; previous < table[step].length; previous++) {
        table[step][previous] = floats(node.get(step).get(previous));
      }
    }
    return table;
  }
}
