package dev.rookery.plugins.gpt2;

import static dev.rookery.plugins.gpt2.TestingGpt2.TOKENS;
import static dev.rookery.plugins.gpt2.TestingGpt2.actor;
import static dev.rookery.plugins.gpt2.TestingGpt2.assertClose;
import static dev.rookery.plugins.gpt2.TestingGpt2.context;
import static dev.rookery.plugins.gpt2.TestingGpt2.floats;
import static dev.rookery.plugins.gpt2.TestingGpt2.settings;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import dev.rookery.api.nn.Precision;
import dev.rookery.api.nn.TorchScript;
import dev.rookery.api.policy.FieldSpec;
import dev.rookery.api.policy.Fields;
import dev.rookery.api.policy.PolicyContext;
import dev.rookery.api.policy.PolicyInput;
import dev.rookery.api.policy.PolicyModel;
import java.util.Map;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class Gpt2PolicyTest {

  /** DJL's own operations lose track of what comes in bfloat16. */
  private static final TorchScript LOSS =
      new TorchScript(
          "test loss",
          """
          def forward(self, logits: Tensor, values: Tensor) -> Tensor:
            likely = torch.select(torch.log_softmax(torch.to(logits, 6), -1), -1, 3)
            return torch.add(torch.sum(likely), torch.sum(torch.square(torch.to(values, 6))))
          """);

  private final NDManager manager = NDManager.newBaseManager("PyTorch");

  @AfterEach
  void close() {
    manager.close();
  }

  private Fields begin(Gpt2Policy policy, int rows) {
    FieldSpec cache = policy.primers().get(0);
    return new Fields(rows)
        .set(cache.name(), manager.zeros(new Shape(rows).addAll(cache.shape()), cache.type()));
  }

  private NDArray step(Gpt2Policy policy, Fields fields, long[] tokens, long[] counts) {
    fields
        .set(PolicyModel.OBSERVATION, manager.create(tokens))
        .set(PolicyModel.STEP_COUNT, manager.create(counts, new Shape(counts.length, 1)));
    return policy.step(fields).get(PolicyModel.LOGITS);
  }

  private NDArray whole(Gpt2Policy policy, long[]... tokens) {
    NDArray features = policy.features(PolicyInput.of(manager.create(tokens), false));
    return policy.logits(features, false);
  }

  @ParameterizedTest
  @EnumSource(Precision.class)
  void tokenByTokenGivesWhatWholeSequencesGive(Precision precision) {
    try (Gpt2Policy policy = actor(settings(), precision, manager)) {
      // bfloat16 has 8 binary digits, and the logits are about 5
      float tolerance = precision == Precision.FLOAT32 ? 1e-4f : 0.15f;
      NDArray expected = whole(policy, TOKENS);
      Fields fields = begin(policy, 3);
      for (int t = 0; t < TOKENS[0].length; t++) {
        long[] tokens = {TOKENS[0][t], TOKENS[1][t], TOKENS[2][t]};
        long[] counts = {t + 1, t + 1, t + 1};
        assertClose(step(policy, fields, tokens, counts), expected.get(":, {}", t), tolerance);
      }
    }
  }

  @Test
  void bf16IsUsedAndCloseToFloat32() {
    try (Gpt2Policy exact = actor(settings(), Precision.FLOAT32, manager);
        Gpt2Policy low = actor(settings(), Precision.BF16, manager)) {
      NDArray expected = whole(exact, TOKENS).softmax(-1);
      NDArray actual = whole(low, TOKENS).toType(DataType.FLOAT32, true).softmax(-1);
      assertClose(actual, expected, 0.05f);
      assertThat(floats(actual)).isNotEqualTo(floats(expected));
    }
  }

  @ParameterizedTest
  @EnumSource(Precision.class)
  void rowsMayBeAtDifferentPlaces(Precision precision) {
    try (Gpt2Policy policy = actor(settings(), precision, manager)) {
      float tolerance = precision == Precision.FLOAT32 ? 1e-4f : 0.15f;
      NDArray expected = whole(policy, TOKENS);
      Fields fields = begin(policy, 2);
      for (int t = 0; t < TOKENS[0].length; t++) {
        int second = t < 2 ? t : t - 2; // the second row begins anew after two tokens
        NDArray logits =
            step(
                policy,
                fields,
                new long[] {TOKENS[0][t], TOKENS[1][second]},
                new long[] {t + 1, second + 1});
        assertClose(logits.get(0), expected.get("0, {}", t), tolerance);
        assertClose(logits.get(1), expected.get("1, {}", second), tolerance);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Precision.class)
  void learnsWithEveryWeight(Precision precision) {
    Map<String, Object> settings = settings();
    settings.put("attn-pdrop", 0.1);
    settings.put("embd-pdrop", 0.1);
    settings.put("resid-pdrop", 0.1);
    try (PolicyModel policy =
        new Gpt2Factory().actorCritic(context(settings, precision, manager))) {
      try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
        NDArray features = policy.features(PolicyInput.of(manager.create(TOKENS), true));
        collector.backward(
            LOSS.run(true, policy.logits(features, true), policy.values(features, true))
                .singletonOrThrow());
      }
      policy
          .parameters()
          .byName()
          .forEach(
              (name, weight) ->
                  assertThat(weight.getGradient().abs().sum().getFloat()).as(name).isPositive());
    }
  }

  /** Its activation works in place, and the gradient must be of what was there before. */
  @Test
  void gradientIsTheSlope() {
    try (Gpt2Policy policy = actor(settings(), Precision.FLOAT32, manager)) {
      NDArray bias = policy.parameters().get("transformer.h.0.mlp.c_fc.bias");
      try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
        collector.backward(loss(policy, true));
      }
      float slope = bias.getGradient().getFloat(3);
      float step = 1e-2f;
      float[] change = new float[(int) bias.size()];
      change[3] = step;
      policy.parameters().set("transformer.h.0.mlp.c_fc.bias", manager.create(change));
      float above = loss(policy, false).getFloat();
      change[3] = -step;
      policy.parameters().set("transformer.h.0.mlp.c_fc.bias", manager.create(change));
      float below = loss(policy, false).getFloat();
      assertThat(slope).isNotZero();
      assertThat((above - below) / (2 * step))
          .isCloseTo(slope, Offset.offset(0.02f * Math.abs(slope) + 1e-3f));
    }
  }

  private NDArray loss(Gpt2Policy policy, boolean training) {
    NDArray features = policy.features(PolicyInput.of(manager.create(TOKENS), training));
    return policy.logits(features, training).logSoftmax(-1).get(":, :, 3").mean();
  }

  @ParameterizedTest
  @EnumSource(Gpt2Options.Activation.class)
  void readsAsItLearns(Gpt2Options.Activation activation) {
    Map<String, Object> settings = settings();
    settings.put("activation-function", activation.title());
    settings.put("scale-attn-by-inverse-layer-idx", true);
    settings.put("tie-word-embeddings", true);
    try (Gpt2Policy policy = actor(settings, Precision.FLOAT32, manager)) {
      assertThat(policy.parameters().byName()).doesNotContainKey("actor.weight");
      assertThat(loss(policy, true).getFloat())
          .isCloseTo(loss(policy, false).getFloat(), Offset.offset(1e-4f));
    }
  }

  /** Large products have kernels of their own for reading, with copies of the weights. */
  @ParameterizedTest
  @EnumSource(Precision.class)
  void largeNetworksReadWhatTheyLearned(Precision precision) {
    Map<String, Object> settings = settings();
    settings.put("n-embd", 384);
    settings.put("n-layer", 1);
    // bfloat16 rounds the same numbers in another order
    float tolerance = precision == Precision.FLOAT32 ? 1e-4f : 0.1f;
    PolicyContext context = context(settings, precision, manager);
    try (Gpt2Policy policy = (Gpt2Policy) new Gpt2Factory().actor(context)) {
      String name = "transformer.h.0.mlp.c_fc.weight";
      for (int weights = 0; weights < 2; weights++) {
        NDArray learned = policy.features(PolicyInput.of(manager.create(TOKENS), true));
        NDArray read = policy.features(PolicyInput.of(manager.create(TOKENS), false));
        assertClose(read, learned, tolerance);
        NDArray others = manager.randomNormal(policy.parameters().get(name).getShape()).mul(0.05);
        policy.parameters().set(name, others);
      }
    }
  }

  @Test
  void scalesOfAttentionMatter() {
    Map<String, Object> unscaled = settings();
    unscaled.put("scale-attn-weights", false);
    Map<String, Object> byLayer = settings();
    byLayer.put("scale-attn-by-inverse-layer-idx", true);
    try (Gpt2Policy one = actor(settings(), Precision.FLOAT32, manager);
        Gpt2Policy other = actor(unscaled, Precision.FLOAT32, manager);
        Gpt2Policy third = actor(byLayer, Precision.FLOAT32, manager)) {
      float[] plain = floats(whole(one, TOKENS));
      assertThat(floats(whole(other, TOKENS))).isNotEqualTo(plain);
      assertThat(floats(whole(third, TOKENS))).isNotEqualTo(plain);
    }
  }

  @Test
  void saysWhatDoesNotFit() {
    Map<String, Object> heads = settings();
    heads.put("n-head", 5);
    assertThatThrownBy(() -> actor(heads, Precision.FLOAT32, manager))
        .hasMessageContaining("n-embd = 12")
        .hasMessageContaining("n-head = 5");
    Map<String, Object> positions = settings();
    positions.put("n-positions", 4);
    assertThatThrownBy(() -> actor(positions, Precision.FLOAT32, manager))
        .hasMessageContaining("8 tokens")
        .hasMessageContaining("n-positions is 4");
    try (Gpt2Policy policy = actor(settings(), Precision.FLOAT32, manager)) {
      assertThatThrownBy(() -> whole(policy, new long[1][81]))
          .hasMessageContaining("81 tokens")
          .hasMessageContaining("80 positions");
      NDArray features = manager.zeros(new Shape(1, 12));
      assertThatThrownBy(() -> policy.values(features, false))
          .isInstanceOf(UnsupportedOperationException.class);
    }
  }
}
