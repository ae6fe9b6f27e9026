package dev.rookery.runtime.learning.policy;

import static org.assertj.core.api.Assertions.assertThat;

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
import dev.rookery.runtime.policy.Rollout;
import dev.rookery.runtime.policy.SequenceBatch;
import dev.rookery.testkit.TestingSettings;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.data.Offset;
import org.assertj.core.data.Percentage;

/** The data, networks and numbers of AceGen's losses. */
record GoldenLosses(JsonNode golden) {

  /** Of gradients and weights. */
  static final Percentage NORM = Percentage.withPercentage(1e-2);

  private static final double LOSS = 1e-5;

  /**
   * How near to a loss ours must be.
   *
   * @param size of the numbers that it is a sum or mean of, which may nearly cancel each other out
   */
  static Offset<Double> near(double size) {
    return Offset.offset(LOSS * Math.abs(size));
  }

  /**
   * How near to a part of a loss ours must be. What is left where log-probabilities cancel out is
   * rounded as they are: in doubles both theirs and ours have been seen to be off.
   */
  static Offset<Double> nearPart(double part) {
    return Offset.offset(LOSS * Math.abs(part) + 1e-6);
  }

  int startId() {
    return golden.get("data").get("observation").get("data").get(0).asInt();
  }

  int columns() {
    return golden.get("max_length").asInt();
  }

  /**
   * A network.
   *
   * @param role actor or critic
   * @param checkpoint whose weights it has
   */
  PolicyModel network(String role, String checkpoint, NDManager manager) {
    ObjectNode options = golden.get("actor_options").deepCopy();
    options.put("vocabulary_size", golden.get("vocabulary_size").asInt());
    return AceGenModel.make(
        "create_" + (golden.toString().contains(".lstm.") ? "lstm_" : "gru_") + role,
        options,
        golden.get("checkpoints").get(checkpoint).asText(),
        columns(),
        manager);
  }

  List<Experience> data() {
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

  SequenceBatch batch(List<Experience> experiences) {
    return SequenceBatch.of(
        experiences.stream().map(each -> each.rollout().actions()).toList(), startId());
  }

  static NDArray rewards(List<Experience> experiences, NDManager manager) {
    float[] rewards = new float[experiences.size()];
    for (int row = 0; row < rewards.length; row++) {
      rewards[row] = (float) experiences.get(row).reward();
    }
    return manager.create(rewards);
  }

  /** Adam for some networks. */
  static PolicyUpdates updates(
      List<Parameters> parameters,
      double rate,
      Map<String, ?> adam,
      double clip,
      List<Double> gradients,
      NDManager manager) {
    OptimizerFactory factory =
        Optimizers.factories().stream()
            .filter(each -> each.name().equals("adam"))
            .findFirst()
            .orElseThrow();
    List<Optimizer> optimizers =
        parameters.stream()
            .map(
                each ->
                    (Optimizer)
                        new Watched(
                            factory.create(TestingSettings.of(factory.settings(), adam), each),
                            each,
                            gradients))
            .toList();
    return new PolicyUpdates(parameters, optimizers, rate, clip, 0, manager);
  }

  /** Tells the norm of each gradient that it is given. */
  private record Watched(Optimizer optimizer, Parameters parameters, List<Double> gradients)
      implements Optimizer {

    @Override
    public void step(double learningRate) {
      parameters.all().forEach(weight -> gradients.add(norm(weight.getGradient())));
      optimizer.step(learningRate);
    }

    @Override
    public Map<String, NDArray> state() {
      return optimizer.state();
    }

    @Override
    public void restore(Map<String, NDArray> state) {
      optimizer.restore(state);
    }

    @Override
    public void close() {
      optimizer.close();
    }
  }

  static void assertAll(float[] ours, JsonNode theirs, float tolerance, String what) {
    float[] expected = GoldenTensor.numbers(theirs.has("data") ? theirs.get("data") : theirs);
    assertThat(ours).as(what).hasSameSizeAs(expected);
    for (int i = 0; i < ours.length; i++) {
      assertThat(ours[i])
          .as("%s %d", what, i)
          .isCloseTo(expected[i], Offset.offset(tolerance * Math.max(1, Math.abs(expected[i]))));
    }
  }

  /** Compares norms by the place of their weights, whose names are AceGen's. */
  static void assertNorms(List<Double> ours, JsonNode theirs, double factor, String what) {
    List<Double> expected = new ArrayList<>();
    theirs.forEach(norm -> expected.add(norm.asDouble()));
    assertThat(ours).as(what).hasSameSizeAs(expected);
    double largest = expected.stream().mapToDouble(Math::abs).max().orElseThrow();
    for (int i = 0; i < expected.size(); i++) {
      assertThat(ours.get(i) * factor)
          .as("%s %d", what, i)
          .isCloseTo(expected.get(i), Offset.offset(1e-4 * expected.get(i) + 1e-6 * largest));
    }
  }

  static List<Double> norms(Parameters parameters) {
    return parameters.all().stream().map(GoldenLosses::norm).toList();
  }

  private static double norm(NDArray numbers) {
    double squares = 0;
    for (float number : numbers.toFloatArray()) {
      squares += (double) number * number;
    }
    return Math.sqrt(squares);
  }
}
