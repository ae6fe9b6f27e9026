package dev.rookery.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import dev.rookery.api.nn.CrossEntropy;
import dev.rookery.api.policy.FieldSpec;
import dev.rookery.api.policy.Fields;
import dev.rookery.api.policy.PolicyInput;
import dev.rookery.api.policy.PolicyModel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What every policy must hold to, as actor, as critic and as both. Extend it in a test of the
 * network's factory, with settings that make it small and switch dropout off.
 */
public abstract class PolicyModelContract extends PolicyModelFixture {

  /** Of the rows of {@link #TOKENS}, where some are padded. */
  private static final int[] LENGTHS = {3, 6, 0};

  /** Whether episodes may begin within a row of {@link PolicyInput}; no learner asks for it yet. */
  protected boolean knowsStarts() {
    return true;
  }

  /** Names of weights that rightly have no gradient. */
  protected Set<String> weightsWithoutGradient() {
    return Set.of();
  }

  @ParameterizedTest
  @EnumSource
  void shapesAreThoseOfItsKind(Kind kind) {
    try (PolicyModel model = create(kind);
        NDManager step = root.newSubManager()) {
      PolicyInput input = input(step, TOKENS);
      assertThat(Arrays.copyOf(model.features(input).getShape().getShape(), 2))
          .containsExactly(3, 6);
      Fields written = step(model, begin(model, 3, step), step, TOKENS, 0, 0, 0);
      if (kind.hasLogits()) {
        assertThat(whole(model, true, input).getShape().getShape())
            .containsExactly(3, 6, VOCABULARY_SIZE);
        assertThat(said(written, true).getShape().getShape()).containsExactly(3, VOCABULARY_SIZE);
      }
      if (kind.hasValues()) {
        long width = model.writes().contains(PolicyModel.ACTION_VALUE) ? VOCABULARY_SIZE : 1;
        assertThat(whole(model, false, input).getShape().getShape()).containsExactly(3, 6, width);
        assertThat(said(written, false).getShape().getShape()).containsExactly(3, width);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void writesTheFieldsThatItDeclares(Kind kind) {
    try (PolicyModel model = create(kind);
        NDManager step = root.newSubManager()) {
      assertThat(model.writes().contains(PolicyModel.LOGITS)).isEqualTo(kind.hasLogits());
      assertThat(model.writes().stream().filter(PolicyModelContract::isValue).count())
          .isEqualTo(kind.hasValues() ? 1 : 0);
      Fields fields = begin(model, 3, step);
      for (int t = 0; t < 3; t++) {
        Fields written = step(model, fields, step, TOKENS, t, t, t);
        assertThat(written.names())
            .containsExactlyInAnyOrderElementsOf(
                Stream.concat(
                        model.writes().stream(), model.primers().stream().map(FieldSpec::name))
                    .toList());
        for (FieldSpec primer : model.primers()) {
          NDArray carried = written.get(primer.name());
          assertThat(carried.getShape().slice(1)).as(primer.name()).isEqualTo(primer.shape());
          assertThat(carried.getDataType()).as(primer.name()).isEqualTo(primer.type());
        }
      }
    }
  }

  private static boolean isValue(String field) {
    return field.equals(PolicyModel.STATE_VALUE) || field.equals(PolicyModel.ACTION_VALUE);
  }

  /** The fixture shows a network what it declares to read, and nothing else. */
  @ParameterizedTest
  @EnumSource
  void writingTokenByTokenSaysWhatWholeSequencesSay(Kind kind) {
    try (PolicyModel model = create(kind);
        NDManager step = root.newSubManager()) {
      for (boolean logits : heads(kind)) {
        NDArray expected = whole(model, logits, input(step, TOKENS));
        assertThat(expected.get("0").toFloatArray())
            .as("sequences differ")
            .isNotEqualTo(expected.get("1").toFloatArray());
        Fields fields = begin(model, 3, step);
        for (int t = 0; t < TOKENS[0].length; t++) {
          NDArray said = said(step(model, fields, step, TOKENS, t, t, t), logits);
          assertClose(said, expected.get(":, " + t), "step " + t);
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void rowsMayLeave(Kind kind) {
    try (PolicyModel model = create(kind);
        NDManager step = root.newSubManager()) {
      for (boolean logits : heads(kind)) {
        NDArray expected = whole(model, logits, input(step, TOKENS));
        Fields fields = begin(model, 3, step);
        step(model, fields, step, TOKENS, 0, 0, 0);
        step(model, fields, step, TOKENS, 1, 1, 1);
        Fields rest = fields.pick(step.create(new long[] {2, 0}));
        for (int t = 2; t < TOKENS[0].length; t++) {
          NDArray said = said(step(model, rest, step, rows(2, 0), t, t), logits);
          assertClose(said.get("0"), expected.get("2, " + t), "step " + t);
          assertClose(said.get("1"), expected.get("0, " + t), "step " + t);
        }
      }
    }
  }

  /** As environments are reset one by one: fields of primers are zero again, the others go on. */
  @ParameterizedTest
  @EnumSource
  void anEpisodeMayBeginWhileOthersGoOn(Kind kind) {
    try (PolicyModel model = create(kind);
        NDManager step = root.newSubManager()) {
      for (boolean logits : heads(kind)) {
        NDArray expected = whole(model, logits, input(step, TOKENS));
        Fields fields = begin(model, 2, step);
        for (int t = 0; t < TOKENS[0].length; t++) {
          if (t == 2) {
            for (FieldSpec primer : model.primers()) {
              NDArray kept = fields.get(primer.name()).get("0:1");
              fields.set(primer.name(), kept.concat(kept.zerosLike(), 0));
            }
          }
          int second = t < 2 ? t : t - 2;
          NDArray said = said(step(model, fields, step, TOKENS, t, second), logits);
          assertClose(said.get("0"), expected.get("0, " + t), "the row that goes on");
          assertClose(said.get("1"), expected.get("1, " + second), "the row that began anew");
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void paddingMovesNothingBeforeIt(Kind kind) {
    try (PolicyModel model = create(kind);
        NDManager step = root.newSubManager()) {
      NDArray mask =
          step.create(new boolean[] {true, true, true, true, false, false}).reshape(1, 6);
      PolicyInput padded =
          new PolicyInput(step.create(new long[][] {{1, 4, 7, 9, 0, 0}}), mask, null, false);
      for (boolean logits : heads(kind)) {
        assertClose(
            whole(model, logits, padded).get(":, :4"),
            whole(model, logits, input(step, new long[] {1, 4, 7, 9})),
            "four tokens");
      }
    }
  }

  /** Whether gradients are taken or not. */
  @ParameterizedTest
  @EnumSource
  void rowsOfDifferentLengthsAreReadAsEachAlone(Kind kind) {
    try (PolicyModel model = create(kind);
        NDManager step = root.newSubManager()) {
      NDArray tokens = step.create(TOKENS);
      for (boolean logits : heads(kind)) {
        for (boolean training : new boolean[] {false, true}) {
          PolicyInput padded = new PolicyInput(tokens, mask(step, LENGTHS), null, training);
          NDArray together = whole(model, logits, padded);
          for (int row = 0; row < LENGTHS.length; row++) {
            if (LENGTHS[row] > 0) {
              NDArray alone =
                  whole(model, logits, input(step, Arrays.copyOf(TOKENS[row], LENGTHS[row])));
              assertClose(
                  together.get(row + ", :" + LENGTHS[row]),
                  alone.get("0"),
                  (training ? "learning" : "reading") + " row " + row);
            }
          }
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void rowsMayAllBeEmpty(Kind kind) {
    try (PolicyModel model = create(kind);
        NDManager step = root.newSubManager()) {
      NDArray tokens = step.zeros(new Shape(2, 1), DataType.INT64);
      PolicyInput empty = new PolicyInput(tokens, mask(step, 0, 0).get(":, :1"), null, false);
      assertThat(model.features(empty).getShape().slice(0, 2)).isEqualTo(new Shape(2, 1));
    }
  }

  private static NDArray mask(NDManager step, int... lengths) {
    boolean[] there = new boolean[lengths.length * TOKENS[0].length];
    for (int row = 0; row < lengths.length; row++) {
      int first = row * TOKENS[0].length;
      Arrays.fill(there, first, first + lengths[row], true);
    }
    return step.create(there).reshape(lengths.length, TOKENS[0].length);
  }

  @ParameterizedTest
  @EnumSource
  void aLaterTokenMovesNothingBeforeIt(Kind kind) {
    try (PolicyModel model = create(kind);
        NDManager step = root.newSubManager()) {
      long[][] changed = {{1, 4, 7, 3, 3, 3}, {1, 3, 3, 5, 5, 5}, {1, 9, 5, 8, 8, 8}};
      for (boolean logits : heads(kind)) {
        assertClose(
            whole(model, logits, input(step, changed)).get(":, :3"),
            whole(model, logits, input(step, TOKENS)).get(":, :3"),
            "three tokens");
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void episodesWithinARowDoNotSeeEachOther(Kind kind) {
    assumeTrue(knowsStarts());
    try (PolicyModel model = create(kind);
        NDManager step = root.newSubManager()) {
      NDArray starts =
          step.create(new boolean[] {true, false, false, true, false, false}).reshape(1, 6);
      PolicyInput both =
          new PolicyInput(step.create(new long[][] {{1, 4, 7, 1, 3, 10}}), null, starts, false);
      for (boolean logits : heads(kind)) {
        NDArray together = whole(model, logits, both);
        assertClose(
            together.get(":, :3"),
            whole(model, logits, input(step, new long[] {1, 4, 7})),
            "the first episode");
        assertClose(
            together.get(":, 3:"),
            whole(model, logits, input(step, new long[] {1, 3, 10})),
            "the second episode");
      }
    }
  }

  /** Both may write in one environment. */
  @Test
  void actorAndCriticRememberApart() {
    try (PolicyModel actor = create(Kind.ACTOR);
        PolicyModel critic = create(Kind.CRITIC)) {
      assertThat(actor.primers().stream().map(FieldSpec::name))
          .doesNotContainAnyElementsOf(critic.primers().stream().map(FieldSpec::name).toList());
    }
  }

  @ParameterizedTest
  @EnumSource
  void saysThatItLacksAHead(Kind kind) {
    try (PolicyModel model = create(kind);
        NDManager step = root.newSubManager()) {
      NDArray features = model.features(input(step, TOKENS));
      if (!kind.hasLogits()) {
        assertThatThrownBy(() -> model.logits(features, false))
            .isInstanceOf(UnsupportedOperationException.class);
      }
      if (!kind.hasValues()) {
        assertThatThrownBy(() -> model.values(features, false))
            .isInstanceOf(UnsupportedOperationException.class);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void gradientsReachEveryWeight(Kind kind) {
    try (PolicyModel model = create(kind)) {
      List<String> unreached = new ArrayList<>();
      gradients(kind, model, () -> {})
          .forEach(
              (name, gradient) -> {
                boolean reached = false;
                for (float value : gradient) {
                  assertThat(value).as(name).isFinite();
                  reached |= value != 0;
                }
                if (!reached) {
                  unreached.add(name);
                }
              });
      assertThat(unreached).hasSameElementsAs(unreachedOf(model));
    }
  }

  private List<String> unreachedOf(PolicyModel model) {
    return model.parameters().byName().keySet().stream()
        .filter(weightsWithoutGradient()::contains)
        .toList();
  }

  @ParameterizedTest
  @EnumSource
  void gradientsSurviveAGarbageCollectionBeforeTheBackwardPass(Kind kind) {
    try (PolicyModel model = create(kind)) {
      Map<String, float[]> expected = gradients(kind, model, () -> {});
      gradients(kind, model, GarbageCollection::run)
          .forEach(
              (name, gradient) ->
                  assertThat(largestDifference(gradient, expected.get(name)))
                      .as("gradient of " + name)
                      .isLessThan(TOLERANCE));
    }
  }

  /** NaN if any of the numbers is. */
  private static float largestDifference(float[] actual, float[] expected) {
    assertThat(actual).hasSameSizeAs(expected);
    float largest = 0;
    for (int i = 0; i < actual.length; i++) {
      largest = Math.max(largest, Math.abs(actual[i] - expected[i]));
    }
    return largest;
  }

  private Map<String, float[]> gradients(Kind kind, PolicyModel model, Runnable beforeBackward) {
    model.parameters().zeroGradients();
    Map<String, float[]> gradients = new LinkedHashMap<>();
    try (NDManager step = root.newSubManager()) {
      try (GradientCollector collector = root.getEngine().newGradientCollector()) {
        NDArray features = model.features(PolicyInput.of(step.create(TOKENS), true));
        NDArray loss = step.zeros(new Shape(1));
        if (kind.hasLogits()) {
          NDArray logits = model.logits(features, true).reshape(-1, VOCABULARY_SIZE);
          NDArray next =
              step.create(new long[] {4, 7, 9, 2, 5, 3, 3, 10, 6, 8, 0, 9, 5, 4, 7, 2, 0, 6});
          loss = loss.add(CrossEntropy.of(logits, next, -100, true).losses().sum());
        }
        if (kind.hasValues()) {
          loss = loss.add(model.values(features, true).toType(DataType.FLOAT32, false).sum());
        }
        beforeBackward.run();
        collector.backward(loss);
      }
      model
          .parameters()
          .byName()
          .forEach(
              (name, weight) -> {
                NDArray gradient = weight.getGradient();
                gradient.attach(step);
                gradients.put(name, gradient.toFloatArray());
              });
    }
    return gradients;
  }

  @ParameterizedTest
  @EnumSource
  void theSeedGivesTheWeights(Kind kind) {
    try (PolicyModel model = create(kind, 0);
        PolicyModel same = create(kind, 0);
        PolicyModel other = create(kind, 1)) {
      boolean anyDiffers = false;
      for (Map.Entry<String, NDArray> weight : model.parameters().byName().entrySet()) {
        float[] values = weight.getValue().toFloatArray();
        assertThat(same.parameters().get(weight.getKey()).toFloatArray())
            .as(weight.getKey())
            .isEqualTo(values);
        anyDiffers |=
            !Arrays.equals(other.parameters().get(weight.getKey()).toFloatArray(), values);
      }
      assertThat(anyDiffers).as("another seed gives other weights").isTrue();
    }
  }

  @ParameterizedTest
  @EnumSource
  void newWeightsAreRead(Kind kind) {
    try (PolicyModel model = create(kind);
        PolicyModel other = create(kind, 6);
        NDManager step = root.newSubManager()) {
      for (boolean logits : heads(kind)) {
        said(step(model, begin(model, 3, step), step, TOKENS, 0, 0, 0), logits);
        whole(model, logits, input(step, TOKENS));
        other.parameters().byName().forEach((name, array) -> model.parameters().set(name, array));
        assertClose(
            said(step(model, begin(model, 3, step), step, TOKENS, 0, 0, 0), logits),
            said(step(other, begin(other, 3, step), step, TOKENS, 0, 0, 0), logits),
            "what is said with another network's weights");
        assertClose(
            whole(model, logits, input(step, TOKENS)),
            whole(other, logits, input(step, TOKENS)),
            "what is said of whole sequences");
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void whatAStepMakesGoesWithTheStep(Kind kind) {
    try (PolicyModel model = create(kind)) {
      runSteps(kind, model);
      int arrays = managedArrays(model);
      for (int i = 0; i < 10; i++) {
        runSteps(kind, model);
      }
      assertThat(managedArrays(model)).isEqualTo(arrays);
    }
  }

  private void runSteps(Kind kind, PolicyModel model) {
    try (NDManager step = root.newSubManager()) {
      Fields fields = begin(model, 3, step);
      for (int t = 0; t < 3; t++) {
        step(model, fields, step, TOKENS, t, t, t);
      }
      heads(kind).forEach(logits -> whole(model, logits, input(step, TOKENS)));
    }
  }

  private int managedArrays(PolicyModel model) {
    return root.getManagedArrays().size()
        + model.parameters().all().stream()
            .map(NDArray::getManager)
            .distinct()
            .mapToInt(manager -> manager.getManagedArrays().size())
            .sum();
  }
}
