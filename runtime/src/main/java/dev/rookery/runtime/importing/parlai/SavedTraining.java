package dev.rookery.runtime.importing.parlai;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What ParlAI's checkpoint says about the training: everything in it but the weights. */
record SavedTraining(Map<?, ?> states) {

  long updates() {
    return states.get("number_training_updates") instanceof Long number ? Math.max(0, number) : 0;
  }

  /** Which optimizer the saved state belongs to, if the checkpoint says it in words. */
  Optional<String> optimizerType() {
    return states.get("optimizer_type") instanceof String name
        ? Optional.of(name)
        : Optional.empty();
  }

  Optional<Map<?, ?>> optimizer() {
    return Optional.ofNullable(map(states.get("optimizer")));
  }

  /** The first group of weights; ParlAI makes one only. */
  Optional<Map<?, ?>> group() {
    return optimizer()
        .map(optimizer -> optimizer.get("param_groups"))
        .filter(List.class::isInstance)
        .map(List.class::cast)
        .filter(groups -> groups.size() == 1)
        .map(groups -> map(groups.get(0)));
  }

  /** State of the schedule by the names of Rookery's schedules, each of which takes its own. */
  Map<String, Double> scheduler() {
    Map<String, Double> state = new LinkedHashMap<>();
    state.put("updates", (double) updates());
    group().map(group -> group.get("lr")).ifPresent(rate -> put(state, "learning-rate", rate));
    @Nullable Map<?, ?> saved = map(states.get("lr_scheduler"));
    if (saved != null) {
      put(state, "best", saved.get("best"));
      put(state, "bad-validations", saved.get("num_bad_epochs"));
      put(state, "validations", saved.get("last_epoch"));
    }
    return state;
  }

  private static void put(Map<String, Double> state, String name, @Nullable Object value) {
    if (value instanceof Number number && Double.isFinite(number.doubleValue())) {
      state.put(name, number.doubleValue());
    }
  }

  private static @Nullable Map<?, ?> map(@Nullable Object value) {
    return value instanceof Map<?, ?> map ? map : null;
  }
}
