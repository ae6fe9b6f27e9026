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

/** Saves and restores all that a supervised training consists of. */
final class RunCheckpoints {

  static final String TRAINING = "training";
  static final String SCHEDULER = "lr-scheduler";

  private final CheckpointStore store;
  private final TrainableAgent agent;
  private final Optimizer optimizer;
  private final LrScheduler scheduler;

  RunCheckpoints(
      Path runFolder,
      TrainableAgent agent,
      Optimizer optimizer,
      LrScheduler scheduler,
      int keepLast) {
    store = new CheckpointStore(runFolder, keepLast);
    this.agent = agent;
    this.optimizer = optimizer;
    this.scheduler = scheduler;
  }

  /** Saves the present state. */
  void save(TrainingState state, boolean best) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.set(TRAINING, json(state.toMap()));
    node.set(SCHEDULER, json(scheduler.state()));
    store.save(
        new CheckpointContent(
            state.updates, agent.parameters(), Optional.of(optimizer), node, agent::saveFiles),
        best);
  }

  /** Puts the newest whole checkpoint back; a beginning if there is none yet. */
  TrainingState restore() {
    Optional<Checkpoint> newest = store.latest();
    if (newest.isEmpty()) {
      return new TrainingState();
    }
    Checkpoint checkpoint = newest.orElseThrow();
    checkpoint.loadWeights(agent.parameters());
    checkpoint.loadOptimizer(optimizer);
    scheduler.restore(map(checkpoint.state().get(SCHEDULER)));
    return TrainingState.of(map(checkpoint.state().get(TRAINING)));
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
