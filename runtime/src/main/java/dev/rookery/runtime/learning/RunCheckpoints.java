package dev.rookery.runtime.learning;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rookery.api.learning.LrScheduler;
import dev.rookery.api.learning.Optimizer;
import dev.rookery.api.learning.TrainableAgent;
import dev.rookery.runtime.learning.checkpoint.Checkpoint;
import dev.rookery.runtime.learning.checkpoint.CheckpointContent;
import dev.rookery.runtime.learning.checkpoint.CheckpointStore;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Saves and restores all that a supervised training consists of. */
final class RunCheckpoints {

  static final String TRAINING = "training";
  static final String SCHEDULER = "lr-scheduler";
  private static final String SETTINGS = "settings";

  private final CheckpointStore store;
  private final TrainableAgent agent;
  private final Optimizer optimizer;
  private final LrScheduler scheduler;
  private final ResumeSettings settings;

  RunCheckpoints(
      Path runFolder,
      TrainableAgent agent,
      Optimizer optimizer,
      LrScheduler scheduler,
      ResumeSettings settings,
      int keepLast) {
    store = new CheckpointStore(runFolder, keepLast);
    this.agent = agent;
    this.optimizer = optimizer;
    this.scheduler = scheduler;
    this.settings = settings;
  }

  /** Saves the present state. */
  void save(TrainingState state, boolean best) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.set(TRAINING, json(state.toMap()));
    node.set(SCHEDULER, json(scheduler.state()));
    node.set(SETTINGS, settings.toJson());
    store.save(
        new CheckpointContent(
            state.updates, agent.parameters(), Optional.of(optimizer), node, agent::saveFiles),
        best);
  }

  /**
   * Puts the newest whole checkpoint back; a beginning if there is none yet. What it holds that
   * goes only with settings that have changed is left out.
   *
   * @param notes hears what was left out, and why
   */
  TrainingState restore(Consumer<String> notes) {
    Optional<Checkpoint> newest = store.latest();
    if (newest.isEmpty()) {
      return new TrainingState();
    }
    Checkpoint checkpoint = newest.orElseThrow();
    checkpoint.loadWeights(agent.parameters());
    checkpoint.loadOptimizer(optimizer);
    scheduler.restore(map(checkpoint.state().get(SCHEDULER)));
    TrainingState state = TrainingState.of(map(checkpoint.state().get(TRAINING)));
    if (checkpoint.state().has(SETTINGS)) {
      adapt(state, ResumeSettings.fromJson(checkpoint.state().get(SETTINGS)), notes);
    }
    return state;
  }

  private void adapt(TrainingState state, ResumeSettings saved, Consumer<String> notes) {
    String order = ChangedSettings.inWords(saved.order(), settings.order());
    if (!order.isEmpty() && state.batchesInEpoch > 0) {
      notes.accept(order + ": epoch " + (state.epoch + 1) + " begins anew");
      state.restartEpoch();
    }
    String judgement = ChangedSettings.inWords(saved.judgement(), settings.judgement());
    if (!judgement.isEmpty() && state.validations > 0) {
      notes.accept(
          judgement + ": earlier validations can't be compared, so the best is sought anew");
      state.forgetBest();
      scheduler.validationMetricChanged();
    }
  }

  /**
   * Copies the weights of the best checkpoint into the agent.
   *
   * @return the number of updates that made them
   */
  long loadBestWeights() {
    Checkpoint best = store.best().orElseThrow();
    best.loadWeights(agent.parameters());
    return best.update();
  }

  /** Copies the weights of the newest checkpoint into the agent. */
  void loadNewestWeights() {
    store.latest().orElseThrow().loadWeights(agent.parameters());
  }

  private static ObjectNode json(Map<String, Double> values) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    values.forEach(node::put);
    return node;
  }

  private static Map<String, Double> map(JsonNode node) {
    Map<String, Double> values = new LinkedHashMap<>();
    node.fields()
        .forEachRemaining(field -> values.put(field.getKey(), field.getValue().asDouble()));
    return values;
  }
}
