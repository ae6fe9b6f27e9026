package dev.rookery.runtime.learning.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rookery.api.learning.Optimizer;
import dev.rookery.api.learning.OptimizerFactory;
import dev.rookery.api.nn.Parameters;
import dev.rookery.api.policy.PolicyModel;
import dev.rookery.api.scoring.Score;
import dev.rookery.runtime.learning.optimizer.Optimizers;
import dev.rookery.runtime.policy.AceGenModel;
import dev.rookery.runtime.policy.GoldenTensor;
import dev.rookery.runtime.policy.PolicyPass;
import dev.rookery.runtime.policy.Rollout;
import dev.rookery.runtime.policy.SequenceBatch;
import dev.rookery.runtime.text.ParityFolder;
import dev.rookery.testkit.TestingSettings;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;

/** Losses, gradient norms and three Adam steps of each of AceGen's algorithms. */
@Tag("parity")
class LossParityTest {

  private static final Percentage LOSS = Percentage.withPercentage(1e-3);
  private static final Percentage NORM = Percentage.withPercentage(1e-2);

  @TestFactory
  Stream<DynamicTest> losses() {
    return ParityFolder.tests(
        "acegen/losses.json",
        (golden, tests) ->
            golden
                .get("losses")
                .properties()
                .forEach(
                    entry ->
                        tests.add(
                            dynamicTest(
                                entry.getKey(),
                                () -> check(golden, entry.getKey(), entry.getValue())))));
  }

  private static void check(JsonNode golden, String name, JsonNode wanted) {
    try (NDManager manager = NDManager.newBaseManager("PyTorch");
        PolicyModel actor = network(golden, "actor", "agent", manager);
        PolicyModel prior = network(golden, "actor", "prior", manager)) {
      if (wanted.has("steps")) {
        checkActorCritic(golden, wanted, actor, prior, manager);
        return;
      }
      List<Experience> data = data(golden);
      checkData(wanted, data, startId(golden), actor, prior, manager);
      JsonNode adam = wanted.get("adam");
      assertThat(adam.get("losses")).isNotEmpty();
      PolicyUpdates updates =
          updates(
              List.of(actor.parameters()),
              adam.get("lr").asDouble(),
              Map.of("eps", adam.get("eps").asDouble()),
              0,
              manager);
      for (int step = 0; step < adam.get("losses").size(); step++) {
        algorithm(name, wanted, actor, prior, new Data(data, startId(golden), updates))
            .learn(data, step);
        Map<String, Double> figures = updates.takeMetrics().report().values();
        if (step == 0) {
          assertThat(figures.get("loss")).isCloseTo(wanted.get("loss").asDouble(), LOSS);
        }
        assertThat(figures.get("loss"))
            .as("loss of step %d", step)
            .isCloseTo(adam.get("losses").get(step).asDouble(), LOSS);
        if (step == 0) {
          assertThat(figures.get("gnorm"))
              .as("gradient norm")
              .isCloseTo(wanted.get("grad_norm").get("total").asDouble(), NORM);
        }
      }
      assertNorms(actor.parameters(), adam.get("final_parameter_norms"));
    }
  }

  /** What an algorithm learns from, and with. */
  private record Data(List<Experience> experiences, int startId, PolicyUpdates updates) {}

  private static int startId(JsonNode golden) {
    return golden.get("data").get("observation").get("data").get(0).asInt();
  }

  /** Likelihoods before the first step, and which sequences count. */
  private static void checkData(
      JsonNode wanted,
      List<Experience> data,
      int startId,
      PolicyModel actor,
      PolicyModel prior,
      NDManager manager) {
    SequenceBatch batch =
        SequenceBatch.of(data.stream().map(each -> each.rollout().actions()).toList(), startId);
    if (wanted.has("agent_likelihood")) {
      assertAll(
          new PolicyPass(actor, batch, manager, false).likelihoods().toFloatArray(),
          GoldenTensor.numbers(wanted.get("agent_likelihood")),
          "likelihood");
    }
    if (wanted.has("prior_log_prob")) {
      float[] ours = new PolicyPass(prior, batch, manager, false).logProbs().toFloatArray();
      JsonNode theirs = wanted.get("prior_log_prob");
      float[] all = GoldenTensor.numbers(theirs.get("data"));
      int columns = theirs.get("shape").get(1).asInt();
      int n = 0;
      for (int row = 0; row < batch.rows(); row++) {
        for (int t = 0; t < batch.length(row); t++) {
          assertThat(ours[n++]).isCloseTo(all[row * columns + t], Offset.offset(2e-5f));
        }
      }
    }
    int[] order = LikelihoodAlgorithm.order(data).toArray();
    if (wanted.has("selected")) {
      assertThat(Arrays.copyOf(order, wanted.get("selected").size()))
          .isEqualTo(ParityFolder.ids(wanted.get("selected")));
    }
    if (wanted.has("positive")) {
      int pairs = wanted.get("positive").size();
      assertThat(Arrays.copyOf(order, pairs)).isEqualTo(ParityFolder.ids(wanted.get("positive")));
      assertThat(Arrays.copyOfRange(order, pairs, 2 * pairs))
          .isEqualTo(ParityFolder.ids(wanted.get("negative")));
    }
  }

  private static PolicyAlgorithm algorithm(
      String name, JsonNode wanted, PolicyModel actor, PolicyModel prior, Data data) {
    PolicyUpdates updates = data.updates();
    int startId = data.startId();
    ReplayBuffer none = new ReplayBuffer(0, 1);
    Function<LikelihoodAlgorithm.Loss, Function<LikelihoodAlgorithm.Plan, PolicyAlgorithm>> make =
        loss ->
            plan -> new LikelihoodAlgorithm(actor, prior, startId, loss, plan, none, updates, 0);
    int best =
        wanted.has("topk")
            ? (int) (data.experiences().size() * wanted.get("topk").asDouble())
            : Integer.MAX_VALUE;
    if (name.equals("reinforce")) {
      return make.apply((policy, before, r) -> Objectives.reinforce(policy.likelihoods(), r))
          .apply(new LikelihoodAlgorithm.Plan(best, 1, 1, 0, false));
    }
    if (name.startsWith("reinvent") || name.startsWith("ahc")) {
      double sigma = wanted.get("sigma").asDouble();
      return make.apply(
              (policy, before, r) ->
                  Objectives.reinvent(policy.likelihoods(), before.likelihoods(), r, sigma))
          .apply(new LikelihoodAlgorithm.Plan(best, 1, 1, 0, true));
    }
    if (name.equals("hill_climb")) {
      return make.apply((policy, before, r) -> policy.likelihoods().neg())
          .apply(new LikelihoodAlgorithm.Plan(best, 1, 1, 0, false));
    }
    if (name.startsWith("dpo")) {
      return new PreferenceAlgorithm(
          actor,
          prior,
          startId,
          new PreferenceAlgorithm.Plan(wanted.get("beta").asDouble(), 1, 1, true),
          updates,
          0);
    }
    JsonNode options = wanted.get("options");
    String baseline =
        switch (options.path("baseline").asText("")) {
          case "loo" -> "leave-one-out";
          case "mab" -> "moving-average";
          default -> "none";
        };
    return make.apply(
            new ShapedReinforce(
                options.path("sigma").asDouble(0),
                options.path("alpha").asDouble(1),
                ShapedReinforce.baseline(baseline),
                options.path("entropy_coef").asDouble(0),
                options.path("kl_coef").asDouble(0)))
        .apply(new LikelihoodAlgorithm.Plan(best, 1, 1, 0, false));
  }

  private static void checkActorCritic(
      JsonNode golden, JsonNode wanted, PolicyModel actor, PolicyModel prior, NDManager manager) {
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
                golden.get("max_length").asInt()),
            startId(golden));
    try (PolicyModel critic = network(golden, "critic", "critic", manager)) {
      try (NDManager step = manager.newSubManager()) {
        ActorCriticLoss.Prepared prepared = loss.prepare(data(golden), critic, step);
        float[] advantages = GoldenTensor.numbers(wanted.get("advantage").get("data"));
        if (config.has("ppo_clip")) {
          Advantages.normalize(advantages); // AceGen does so in the loss
        }
        assertAll(prepared.advantages(), advantages, "advantage");
        assertAll(
            prepared.targets(),
            GoldenTensor.numbers(wanted.get("value_target").get("data")),
            "value target");
      }
      PolicyUpdates updates =
          updates(
              List.of(actor.parameters(), critic.parameters()),
              config.get("lr").asDouble(),
              Map.of(
                  "eps",
                  config.get("eps").asDouble(),
                  "weight-decay",
                  config.get("weight_decay").asDouble()),
              config.get("max_grad_norm").asDouble(),
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
        algorithm.learn(data(golden), 0);
        Map<String, Double> figures = updates.takeMetrics().report().values();
        assertThat(figures.get("loss")).isCloseTo(step.get("total").asDouble(), LOSS);
        assertThat(figures.get("gnorm")).isCloseTo(step.get("grad_norm").asDouble(), NORM);
        for (String part : List.of("loss_critic", "loss_objective", "loss_entropy", "kl_div")) {
          assertThat(figures.get(part)).as(part).isCloseTo(step.get(part).asDouble(), LOSS);
        }
      }
    }
  }

  private static void assertAll(float[] ours, float[] expected, String what) {
    assertThat(ours).as(what).hasSameSizeAs(expected);
    for (int i = 0; i < ours.length; i++) {
      assertThat(ours[i]).as("%s %d", what, i).isCloseTo(expected[i], Offset.offset(2e-5f));
    }
  }

  private static void assertNorms(Parameters parameters, JsonNode norms) {
    List<Double> theirs = new ArrayList<>();
    norms.forEach(norm -> theirs.add(norm.asDouble()));
    int n = 0;
    assertThat(parameters.all()).hasSameSizeAs(theirs);
    for (NDArray weight : parameters.all()) {
      double squares = 0;
      for (float number : weight.toFloatArray()) {
        squares += number * number;
      }
      assertThat(Math.sqrt(squares)).as("norm of weight %d", n).isCloseTo(theirs.get(n++), NORM);
    }
  }

  private static PolicyUpdates updates(
      List<Parameters> parameters,
      double rate,
      Map<String, ?> adam,
      double clip,
      NDManager manager) {
    OptimizerFactory factory =
        Optimizers.factories().stream()
            .filter(each -> each.name().equals("adam"))
            .findFirst()
            .orElseThrow();
    List<Optimizer> optimizers =
        parameters.stream()
            .map(each -> factory.create(TestingSettings.of(factory.settings(), adam), each))
            .toList();
    return new PolicyUpdates(parameters, optimizers, rate, clip, 0, manager);
  }

  private static PolicyModel network(
      JsonNode golden, String role, String checkpoint, NDManager manager) {
    ObjectNode options = golden.get("actor_options").deepCopy();
    options.put("vocabulary_size", golden.get("vocabulary_size").asInt());
    return AceGenModel.make(
        "create_" + (golden.toString().contains(".lstm.") ? "lstm_" : "gru_") + role,
        options,
        golden.get("checkpoints").get(checkpoint).asText(),
        golden.get("max_length").asInt(),
        manager);
  }

  private static List<Experience> data(JsonNode golden) {
    JsonNode data = golden.get("data");
    float[] actions = GoldenTensor.numbers(data.get("action").get("data"));
    float[] mask = GoldenTensor.numbers(data.get("mask").get("data"));
    float[] logProbs = GoldenTensor.numbers(data.get("action_log_prob").get("data"));
    float[] terminated = GoldenTensor.numbers(data.get("next/terminated").get("data"));
    int columns = data.get("action").get("shape").get(1).asInt();
    List<Experience> experiences = new ArrayList<>();
    for (int row = 0; row < golden.get("rewards").size(); row++) {
      int from = row * columns;
      int length = 0;
      while (length < columns && mask[from + length] == 1) {
        length++;
      }
      int[] written = new int[length];
      for (int t = 0; t < length; t++) {
        written[t] = (int) actions[from + t];
      }
      experiences.add(
          new Experience(
              new Rollout(
                  written,
                  Arrays.copyOfRange(logProbs, from, from + length),
                  terminated[from + length - 1] == 1),
              "",
              new Score(golden.get("rewards").get(row).asDouble(), List.of(), Optional.empty())));
    }
    return experiences;
  }
}
