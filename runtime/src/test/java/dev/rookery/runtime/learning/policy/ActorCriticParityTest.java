package dev.rookery.runtime.learning.policy;

import static dev.rookery.runtime.learning.policy.GoldenLosses.NORM;
import static dev.rookery.runtime.learning.policy.GoldenLosses.assertAll;
import static dev.rookery.runtime.learning.policy.GoldenLosses.nearPart;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import ai.djl.ndarray.NDManager;
import com.fasterxml.jackson.databind.JsonNode;
import dev.rookery.api.policy.FieldSpec;
import dev.rookery.api.policy.PolicyModel;
import dev.rookery.runtime.policy.GoldenTensor;
import dev.rookery.runtime.policy.PolicyPass;
import dev.rookery.runtime.policy.SequenceBatch;
import dev.rookery.runtime.text.ParityFolder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;

/** Values, advantages, losses, gradients and three Adam steps of AceGen's A2C and PPO. */
@Tag("parity")
class ActorCriticParityTest {

  private static final List<String> PARTS =
      List.of("loss_critic", "loss_objective", "loss_entropy", "kl_div");

  @TestFactory
  Stream<DynamicTest> losses() {
    return ParityFolder.tests(
        "acegen/losses.json",
        (golden, tests) ->
            golden
                .get("losses")
                .properties()
                .forEach(
                    entry -> {
                      if (entry.getValue().has("steps")) {
                        tests.add(
                            dynamicTest(
                                entry.getKey(),
                                () -> check(new GoldenLosses(golden), entry.getValue())));
                      }
                    }));
  }

  private static void check(GoldenLosses golden, JsonNode wanted) {
    JsonNode config = wanted.get("config");
    ActorCriticLoss loss =
        new ActorCriticLoss(
            new ActorCriticLoss.Weights(
                new Advantages.Discount(
                    config.get("gamma").asDouble(), config.get("lmbda").asDouble()),
                config.path("ppo_clip").asDouble(0),
                config.get("critic_coef").asDouble(),
                config.get("entropy_coef").asDouble(),
                config.get("kl_coef").asDouble(),
                golden.columns()),
            golden.startId());
    try (NDManager manager = NDManager.newBaseManager("PyTorch");
        PolicyModel actor = golden.network("actor", "agent", manager);
        PolicyModel prior = golden.network("actor", "prior", manager);
        PolicyModel critic = golden.network("critic", "critic", manager)) {
      checkFields(golden.golden().get("data_keys"), actor, critic);
      try (NDManager step = manager.newSubManager()) {
        checkValues(golden, wanted, critic, step);
        checkPrepared(wanted, loss.prepare(golden.data(), critic, step), critic, step);
      }
      List<Double> gradients = new ArrayList<>();
      PolicyUpdates updates =
          GoldenLosses.updates(
              List.of(actor.parameters(), critic.parameters()),
              config.get("lr").asDouble(),
              Map.of(
                  "eps",
                  config.get("eps").asDouble(),
                  "weight-decay",
                  config.get("weight_decay").asDouble()),
              config.get("max_grad_norm").asDouble(),
              gradients,
              manager);
      ActorCriticAlgorithm algorithm =
          new ActorCriticAlgorithm(
              new ActorCriticAlgorithm.Networks(actor, critic, prior),
              loss,
              1,
              0,
              new ReplayBuffer(0, 1),
              updates,
              0);
      for (JsonNode step : wanted.get("steps")) {
        algorithm.learn(golden.data(), 0);
        Map<String, Double> figures = updates.takeMetrics().report().values();
        checkStep(figures, step, step);
        assertThat(figures.get("gnorm")).isCloseTo(step.get("grad_norm").asDouble(), NORM);
        if (step == wanted.get("steps").get(0)) {
          checkStep(figures, wanted, step);
          checkGradients(gradients, wanted, config.get("max_grad_norm").asDouble());
        }
      }
    }
  }

  private static void checkStep(Map<String, Double> figures, JsonNode wanted, JsonNode step) {
    for (String part : PARTS) {
      double theirs = wanted.get(part).asDouble();
      assertThat(figures.get(part)).as(part).isCloseTo(theirs, nearPart(theirs));
    }
    double size = PARTS.stream().mapToDouble(part -> Math.abs(step.get(part).asDouble())).sum();
    assertThat(figures.get("loss"))
        .as("loss")
        .isCloseTo(wanted.get("total").asDouble(), nearPart(size));
  }

  /** The states that the networks carry along are those of theirs. */
  private static void checkFields(JsonNode keys, PolicyModel actor, PolicyModel critic) {
    List<FieldSpec> primers = new ArrayList<>(actor.primers());
    primers.addAll(critic.primers());
    assertThat(primers).isNotEmpty();
    for (FieldSpec primer : primers) {
      assertThat(keys.has(primer.name())).as(primer.name()).isTrue();
      int[] shape = ParityFolder.ids(keys.get(primer.name()).get(0));
      assertThat(Arrays.stream(Arrays.copyOfRange(shape, 2, shape.length)).asLongStream().toArray())
          .as(primer.name())
          .isEqualTo(primer.shape().getShape());
    }
  }

  /** What the critic says before, with the observation after the end read where a row ends. */
  private static void checkValues(
      GoldenLosses golden, JsonNode wanted, PolicyModel critic, NDManager step) {
    List<Experience> data = golden.data();
    SequenceBatch read =
        SequenceBatch.of(
                data.stream()
                    .map(each -> each.rollout().actions())
                    .map(actions -> Arrays.copyOf(actions, actions.length + 1))
                    .toList(),
                golden.startId())
            .withPaddingAsData(golden.columns() + 2);
    float[] values = new PolicyPass(critic, read, step, false).values().toFloatArray();
    float[] now = new float[data.size() * golden.columns()];
    float[] next = new float[now.length];
    for (int i = 0; i < now.length; i++) {
      int row = i / golden.columns();
      int t = i % golden.columns();
      int shift = t < data.get(row).rollout().length() ? 0 : 1;
      now[i] = values[row * (golden.columns() + 2) + t + shift];
      next[i] = values[row * (golden.columns() + 2) + t + shift + 1];
    }
    assertAll(now, wanted.get("state_value"), 1e-5f, "value");
    assertAll(next, wanted.get("next_state_value"), 1e-5f, "next value");
  }

  private static void checkPrepared(
      JsonNode wanted, ActorCriticLoss.Prepared prepared, PolicyModel critic, NDManager step) {
    float[] theirs = GoldenTensor.numbers(wanted.get("advantage").get("data"));
    if (wanted.get("config").has("ppo_clip")) {
      Advantages.normalize(theirs); // AceGen does so in the loss
    }
    assertThat(prepared.advantages()).hasSameSizeAs(theirs);
    for (int i = 0; i < theirs.length; i++) {
      assertThat(prepared.advantages()[i])
          .as("advantage %d", i)
          .isCloseTo(theirs[i], Offset.offset(2e-5f));
    }
    assertAll(prepared.targets(), wanted.get("value_target"), 2e-5f, "value target");
    assertAll(
        new PolicyPass(critic, prepared.batch(), step, false).values().toFloatArray(),
        wanted.get("state_value_at_loss"),
        1e-5f,
        "value in the loss");
    float[] counts = prepared.counts();
    assertThat(IntStream.range(0, counts.length).mapToDouble(i -> counts[i]).average())
        .hasValueCloseTo(wanted.get("mask_mean").asDouble(), Offset.offset(1e-6));
  }

  /** Theirs are those before clipping, ours those after. */
  private static void checkGradients(List<Double> ours, JsonNode wanted, double most) {
    JsonNode theirs = wanted.get("grad_norm_before_clipping");
    double factor = Math.max(1, theirs.get("total").asDouble() / most);
    GoldenLosses.assertNorms(ours, theirs.get("per_parameter"), factor, "gradient of weight");
  }
}
