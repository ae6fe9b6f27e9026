package dev.rookery.runtime.learning;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rookery.api.dialogue.Teacher;
import dev.rookery.api.learning.LearnerContext;
import dev.rookery.api.learning.WeightedTeacher;
import dev.rookery.runtime.metrics.TaskAggregation;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/**
 * The settings that parts of a saved state depend on. They stand in the checkpoint, so that a run
 * that goes on with others can tell what is left of it.
 *
 * @param order what the order of the training data follows from: a place in the epoch holds only
 *     for the same
 * @param judgement what the results of validations follow from: only with the same can they be
 *     compared
 */
record ResumeSettings(Map<String, String> order, Map<String, String> judgement) {

  private static final String ORDER = "order";
  private static final String JUDGEMENT = "judgement";
  private static final int DIGEST_SHOWN = 12;

  /**
   * Those of a training that begins or goes on.
   *
   * @param tasks of the training data
   */
  static ResumeSettings of(
      SupervisedSettings settings, LearnerContext context, List<WeightedTeacher> tasks) {
    Map<String, String> order = new LinkedHashMap<>();
    order.put("learner.batch-size", String.valueOf(settings.update().batchSize()));
    order.put("learner.pool", String.valueOf(settings.update().pool()));
    order.put("run.seed", String.valueOf(context.seed()));
    order.put("task", joined(tasks, task -> named(task.teacher())));
    order.put("task.datatype", joined(tasks, task -> task.teacher().dataType().toString()));
    order.put("task.multitask-weights", joined(tasks, task -> String.valueOf(task.weight())));
    Map<String, String> judgement = new LinkedHashMap<>();
    SupervisedSettings.Validation validation = settings.validation();
    judgement.put("learner.validation-metric", validation.metric());
    judgement.put("learner.validation-metric-mode", validation.lowerIsBetter() ? "min" : "max");
    judgement.put(
        "learner.validation-max-examples",
        validation.maxExamples().map(String::valueOf).orElse("all"));
    judgement.put(
        "eval.aggregate-micro",
        String.valueOf(TaskAggregation.of(context.evaluation()) == TaskAggregation.MICRO));
    judgement.put("task", joined(tasks, task -> task.teacher().id()));
    return new ResumeSettings(order, judgement);
  }

  private static String joined(
      List<WeightedTeacher> tasks, java.util.function.Function<WeightedTeacher, String> part) {
    return tasks.stream().map(part).collect(Collectors.joining(", "));
  }

  /** The task with what tells its data from other data. */
  private static String named(Teacher teacher) {
    OptionalLong episodes = teacher.numEpisodes();
    return teacher.id()
        + (episodes.isPresent() ? " (" + episodes.getAsLong() + " episodes)" : "")
        + teacher
            .fingerprint()
            .map(digest -> " #" + digest.substring(0, Math.min(DIGEST_SHOWN, digest.length())))
            .orElse("");
  }

  ObjectNode toJson() {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    order.forEach(node.putObject(ORDER)::put);
    judgement.forEach(node.putObject(JUDGEMENT)::put);
    return node;
  }

  static ResumeSettings fromJson(JsonNode node) {
    return new ResumeSettings(texts(node.path(ORDER)), texts(node.path(JUDGEMENT)));
  }

  private static Map<String, String> texts(JsonNode node) {
    Map<String, String> texts = new LinkedHashMap<>();
    node.fields().forEachRemaining(field -> texts.put(field.getKey(), field.getValue().asText()));
    return texts;
  }
}
