package dev.rookery.runtime.learning.policy;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rookery.api.UserException;
import dev.rookery.api.learning.Optimizer;
import dev.rookery.api.nn.Parameters;
import dev.rookery.api.policy.PolicyModel;
import dev.rookery.api.scoring.Score;
import dev.rookery.api.settings.SettingsException;
import dev.rookery.registry.IoReasons;
import dev.rookery.runtime.learning.ChangedSettings;
import dev.rookery.runtime.learning.checkpoint.Checkpoint;
import dev.rookery.runtime.learning.checkpoint.CheckpointContent;
import dev.rookery.runtime.learning.checkpoint.CheckpointStore;
import dev.rookery.runtime.learning.checkpoint.SafetensorsFile;
import dev.rookery.runtime.learning.checkpoint.SafetensorsWriter;
import dev.rookery.runtime.learning.checkpoint.WeightLoader;
import dev.rookery.runtime.policy.PolicyAgent;
import dev.rookery.runtime.policy.Rollout;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Saves and restores all that a policy's training consists of. */
final class PolicyCheckpoints {

  private static final String CRITIC = "critic.safetensors";
  private static final String CRITIC_OPTIMIZER = "critic-optimizer.safetensors";
  private static final String PRIOR = "prior.safetensors";

  private final Path runFolder;
  private final CheckpointStore store;
  private final PolicyAgent agent;
  private final List<Optimizer> optimizers;
  private final Optional<PolicyModel> critic;
  private final Map<String, String> same;

  /**
   * Those of a run.
   *
   * @param same settings of the learner that must be the same when the run goes on
   */
  PolicyCheckpoints(
      Path runFolder,
      PolicyAgent agent,
      List<Optimizer> optimizers,
      Optional<PolicyModel> critic,
      Map<String, String> same,
      int keep) {
    this.runFolder = runFolder;
    store = new CheckpointStore(runFolder, keep);
    this.agent = agent;
    this.optimizers = optimizers;
    this.critic = critic;
    this.same = same;
  }

  boolean exist() {
    return store.latest().isPresent();
  }

  /** Keeps the weights that the run began with, once. */
  void savePrior(Parameters weights) {
    Path file = runFolder.resolve(PRIOR);
    try {
      write(file, weights.byName());
    } catch (IOException e) {
      throw new UserException(file + " can't be written: " + IoReasons.of(e), e);
    }
  }

  void loadPrior(Parameters weights) {
    try (SafetensorsFile file = new SafetensorsFile(runFolder.resolve(PRIOR))) {
      WeightLoader.load(file, weights);
    }
  }

  private static void write(Path file, Map<String, NDArray> arrays) throws IOException {
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
      SafetensorsWriter.write(arrays, out);
    }
  }

  void save(PolicyProgress progress, PolicyAlgorithm algorithm) {
    ObjectNode state = JsonNodeFactory.instance.objectNode();
    same.forEach(state::put);
    state.put("rounds", progress.rounds());
    state.put("scored", progress.scored());
    state.put("seconds", progress.seconds());
    ArrayNode remembered = state.putArray("algorithm");
    for (double number : algorithm.state()) {
      remembered.add(number);
    }
    ArrayNode replayed = state.putArray("replay");
    algorithm.replay().contents().forEach(each -> replayed.add(json(each)));
    store.save(
        new CheckpointContent(
            progress.updates(),
            agent.parameters(),
            Optional.of(optimizers.get(0)),
            state,
            folder -> {
              agent.saveFiles(folder);
              if (critic.isPresent()) {
                write(folder.resolve(CRITIC), critic.get().parameters().byName());
                write(folder.resolve(CRITIC_OPTIMIZER), optimizers.get(1).state());
              }
            }),
        true);
  }

  PolicyProgress restore(PolicyAlgorithm algorithm, PolicyUpdates updates) {
    Checkpoint checkpoint = store.latest().orElseThrow();
    check(checkpoint.state());
    checkpoint.loadWeights(agent.parameters());
    checkpoint.loadOptimizer(optimizers.get(0));
    critic.ifPresent(network -> restoreCritic(checkpoint.folder(), network));
    JsonNode state = checkpoint.state();
    List<Experience> contents = new ArrayList<>();
    state.get("replay").forEach(each -> contents.add(experience(each)));
    algorithm.replay().restore(contents);
    double[] remembered = new double[state.get("algorithm").size()];
    for (int i = 0; i < remembered.length; i++) {
      remembered[i] = state.get("algorithm").get(i).asDouble();
    }
    algorithm.restore(remembered);
    updates.restore(checkpoint.update());
    return new PolicyProgress(
        state.get("rounds").asLong(),
        state.get("scored").asLong(),
        checkpoint.update(),
        state.get("seconds").asDouble());
  }

  private void check(JsonNode state) {
    Map<String, String> before = new LinkedHashMap<>();
    Map<String, String> now = new LinkedHashMap<>();
    same.forEach(
        (name, value) -> {
          now.put("learner." + name, value);
          if (state.has(name)) {
            before.put("learner." + name, state.get(name).asText());
          }
        });
    String difference = ChangedSettings.inWords(before, now);
    if (!difference.isEmpty()) {
      throw new SettingsException(
          "the run in %s can't go on: %s, and both would mix in its files; leave that as it was, or begin a new run with --init-model %s"
              .formatted(runFolder, difference, runFolder));
    }
  }

  private void restoreCritic(Path folder, PolicyModel network) {
    try (SafetensorsFile weights = new SafetensorsFile(folder.resolve(CRITIC));
        SafetensorsFile state = new SafetensorsFile(folder.resolve(CRITIC_OPTIMIZER));
        NDManager step = agent.manager().newSubManager()) {
      WeightLoader.load(weights, network.parameters());
      optimizers.get(1).restore(state.readAll(step));
    }
  }

  private static ObjectNode json(Experience experience) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    ArrayNode actions = node.putArray("actions");
    for (int action : experience.rollout().actions()) {
      actions.add(action);
    }
    ArrayNode logProbs = node.putArray("log-probs");
    for (float logProb : experience.rollout().logProbs()) {
      logProbs.add(logProb);
    }
    node.put("terminated", experience.rollout().terminated());
    node.put("text", experience.text());
    return node.put("score", experience.reward());
  }

  private static Experience experience(JsonNode node) {
    int[] actions = new int[node.get("actions").size()];
    float[] logProbs = new float[actions.length];
    for (int i = 0; i < actions.length; i++) {
      actions[i] = node.get("actions").get(i).asInt();
      logProbs[i] = node.get("log-probs").get(i).floatValue();
    }
    return new Experience(
        new Rollout(actions, logProbs, node.get("terminated").asBoolean()),
        node.get("text").asText(),
        Score.of(node.get("score").asDouble()));
  }
}
