package dev.rookery.runtime.learning.policy;

import static dev.rookery.runtime.learning.policy.GoldenLosses.NORM;
import static dev.rookery.runtime.learning.policy.GoldenLosses.assertAll;
import static dev.rookery.runtime.learning.policy.GoldenLosses.near;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import com.fasterxml.jackson.databind.JsonNode;
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

/** Losses, gradients and three Adam steps of AceGen's algorithms without a critic. */
@Tag("parity")
class LossParityTest {

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
                      if (entry.getValue().has("adam")) {
                        tests.add(
                            dynamicTest(
                                entry.getKey(),
                                () ->
                                    check(
                                        new GoldenLosses(golden),
                                        entry.getKey(),
                                        entry.getValue())));
                      } else {
                        assertThat(entry.getValue().has("steps")).as(entry.getKey()).isTrue();
                      }
                    }));
  }

  private static void check(GoldenLosses golden, String name, JsonNode wanted) {
    try (NDManager manager = NDManager.newBaseManager("PyTorch");
        PolicyModel actor = golden.network("actor", "agent", manager);
        PolicyModel prior = golden.network("actor", "prior", manager)) {
      List<Experience> data = golden.data();
      Networks networks = new Networks(actor, prior, golden.startId());
      checkChoice(wanted, data);
      checkData(golden, wanted, data, networks, manager);
      double size =
          name.startsWith("dpo")
              ? checkPairs(wanted, data, networks, manager)
              : checkSequences(golden, name, wanted, networks, manager);
      JsonNode adam = wanted.get("adam");
      assertThat(adam.get("losses")).isNotEmpty();
      List<Double> gradients = new ArrayList<>();
      PolicyUpdates updates =
          GoldenLosses.updates(
              List.of(actor.parameters()),
              adam.get("lr").asDouble(),
              Map.of("eps", adam.get("eps").asDouble()),
              0,
              gradients,
              manager);
      for (int step = 0; step < adam.get("losses").size(); step++) {
        algorithm(name, wanted, networks, data.size(), updates).learn(data, step);
        Map<String, Double> figures = updates.takeMetrics().report().values();
        if (step == 0) {
          assertThat(figures.get("loss")).isCloseTo(wanted.get("loss").asDouble(), near(size));
          assertThat(figures.get("gnorm"))
              .as("gradient norm")
              .isCloseTo(wanted.get("grad_norm").get("total").asDouble(), NORM);
          GoldenLosses.assertNorms(
              gradients, wanted.get("grad_norm").get("per_parameter"), 1, "gradient of weight");
        }
        assertThat(figures.get("loss"))
            .as("loss of step %d", step)
            .isCloseTo(adam.get("losses").get(step).asDouble(), near(size));
      }
      GoldenLosses.assertNorms(
          GoldenLosses.norms(actor.parameters()), adam.get("final_parameter_norms"), 1, "weight");
    }
  }

  private record Networks(PolicyModel actor, PolicyModel prior, int startId) {}

  /** Likelihoods before the first step. */
  private static void checkData(
      GoldenLosses golden,
      JsonNode wanted,
      List<Experience> data,
      Networks networks,
      NDManager manager) {
    SequenceBatch batch = golden.batch(data);
    if (wanted.has("agent_likelihood")) {
      assertAll(
          new PolicyPass(networks.actor(), batch, manager, false).likelihoods().toFloatArray(),
          wanted.get("agent_likelihood"),
          1e-5f,
          "likelihood");
    }
    if (wanted.has("prior_log_prob")) {
      float[] ours =
          new PolicyPass(networks.prior(), batch, manager, false).logProbs().toFloatArray();
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
  }

  /** Which sequences count. */
  private static void checkChoice(JsonNode wanted, List<Experience> data) {
    int[] order = LikelihoodAlgorithm.order(data).toArray();
    if (wanted.has("num_envs")) {
      assertThat(data).hasSize(wanted.get("num_envs").asInt());
    }
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

  /** The loss of each sequence, and its parts; gives the mean size of these losses. */
  private static double checkSequences(
      GoldenLosses golden, String name, JsonNode wanted, Networks networks, NDManager manager) {
    boolean selects = wanted.has("per_selected");
    List<Experience> data = golden.data();
    if (selects) {
      data = Arrays.stream(ParityFolder.ids(wanted.get("selected"))).mapToObj(data::get).toList();
    }
    SequenceBatch batch = golden.batch(data);
    PolicyPass policy = new PolicyPass(networks.actor(), batch, manager, false);
    float[] losses =
        loss(name, wanted)
            .of(
                policy,
                new PolicyPass(networks.prior(), batch, manager, false),
                GoldenLosses.rewards(data, manager))
            .toFloatArray();
    double[] sizes = sizes(losses, policy.likelihoods().toFloatArray(), wanted.has("sigma"));
    float[] theirs = GoldenTensor.numbers(wanted.get(selects ? "per_selected" : "per_sequence"));
    assertThat(losses).hasSameSizeAs(theirs);
    for (int i = 0; i < losses.length; i++) {
      assertThat((double) losses[i])
          .as("loss of sequence %d", i)
          .isCloseTo(theirs[i], near(Math.max(1, sizes[i])));
    }
    double size = Arrays.stream(sizes).average().orElseThrow();
    if (wanted.has("mean_squared")) {
      assertThat(IntStream.range(0, losses.length).mapToDouble(i -> losses[i]).average())
          .hasValueCloseTo(wanted.get("mean_squared").asDouble(), near(size));
    }
    if (wanted.has("likelihood_penalty")) { // theirs is told before it is weighed
      double penalty = wanted.get("likelihood_penalty").asDouble();
      assertThat(Objectives.likelihoodPenalty(policy.likelihoods()).getFloat() / 5000d)
          .isCloseTo(penalty, near(penalty));
      size += 5000 * penalty;
    }
    return size;
  }

  /** Sizes to which rounding of losses is relative: a square's root has that of the likelihoods. */
  private static double[] sizes(float[] losses, float[] likelihoods, boolean squared) {
    double[] sizes = new double[losses.length];
    for (int i = 0; i < sizes.length; i++) {
      sizes[i] = Math.abs(losses[i]);
      if (squared) {
        sizes[i] += 0.2 * Math.sqrt(losses[i]) * Math.abs(likelihoods[i]);
      }
    }
    return sizes;
  }

  /** By how much the policy prefers the better ones, and the others; gives the size of the loss. */
  private static double checkPairs(
      JsonNode wanted, List<Experience> data, Networks networks, NDManager manager) {
    List<Experience> ranked = LikelihoodAlgorithm.best(data, data.size());
    int pairs = wanted.get("positive").size();
    List<Experience> preferred = ranked.subList(0, pairs);
    PreferenceAlgorithm algorithm =
        preference(
            wanted, networks, GoldenLosses.updates(List.of(), 0, Map.of(), 0, List.of(), manager));
    NDArray best = algorithm.advantage(preferred, preferred, manager);
    NDArray rest = algorithm.advantage(ranked.subList(pairs, 2 * pairs), preferred, manager);
    float error = 1e-5f + 1e-6f * likelihood(data, networks, manager);
    Map<String, NDArray> figures =
        Map.of(
            "preferred_relative_logprob", best,
            "dispreferred_relative_logprob", rest,
            "reward_margin", best.sub(rest));
    figures.forEach(
        (name, numbers) ->
            assertThat(numbers.mean().getFloat())
                .as(name)
                .isCloseTo((float) wanted.get(name).asDouble(), Offset.offset(error)));
    return wanted.get("loss").asDouble() + 1e5 * error * wanted.get("beta").asDouble();
  }

  /** The size of the smallest log-probability, which those of pairs nearly cancel out. */
  private static float likelihood(List<Experience> data, Networks networks, NDManager manager) {
    List<int[]> actions = data.stream().map(each -> each.rollout().actions()).toList();
    SequenceBatch batch = SequenceBatch.of(actions, networks.startId());
    return new PolicyPass(networks.actor(), batch, manager, false)
        .likelihoods()
        .abs()
        .max()
        .getFloat();
  }

  private static PolicyAlgorithm algorithm(
      String name, JsonNode wanted, Networks networks, int rows, PolicyUpdates updates) {
    if (name.startsWith("dpo")) {
      return preference(wanted, networks, updates);
    }
    int best =
        wanted.has("topk") ? (int) (rows * wanted.get("topk").asDouble()) : Integer.MAX_VALUE;
    return new LikelihoodAlgorithm(
        networks.actor(),
        networks.prior(),
        networks.startId(),
        loss(name, wanted),
        new LikelihoodAlgorithm.Plan(best, 1, 1, 0, wanted.has("sigma")),
        new ReplayBuffer(0, 1),
        updates,
        0);
  }

  private static PreferenceAlgorithm preference(
      JsonNode wanted, Networks networks, PolicyUpdates updates) {
    return new PreferenceAlgorithm(
        networks.actor(),
        networks.prior(),
        networks.startId(),
        new PreferenceAlgorithm.Plan(wanted.get("beta").asDouble(), 1, 1, true),
        updates,
        0);
  }

  private static LikelihoodAlgorithm.Loss loss(String name, JsonNode wanted) {
    if (name.equals("reinforce")) {
      return (policy, before, r) -> Objectives.reinforce(policy.likelihoods(), r);
    }
    if (name.equals("hill_climb")) {
      return (policy, before, r) -> policy.likelihoods().neg();
    }
    if (wanted.has("sigma")) {
      double sigma = wanted.get("sigma").asDouble();
      return (policy, before, r) ->
          Objectives.reinvent(policy.likelihoods(), before.likelihoods(), r, sigma);
    }
    JsonNode options = wanted.get("options");
    String baseline =
        switch (options.path("baseline").asText("")) {
          case "loo" -> "leave-one-out";
          case "mab" -> "moving-average";
          default -> "none";
        };
    return new ShapedReinforce(
        options.path("sigma").asDouble(0),
        options.path("alpha").asDouble(1),
        ShapedReinforce.baseline(baseline),
        options.path("entropy_coef").asDouble(0),
        options.path("kl_coef").asDouble(0));
  }
}
