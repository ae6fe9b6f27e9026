package dev.rookery.runtime.world;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rookery.api.dialogue.Agent;
import dev.rookery.api.dialogue.AgentFactory;
import dev.rookery.api.dialogue.Teacher;
import dev.rookery.api.metrics.MetricReport;
import dev.rookery.registry.PluginRegistry;
import dev.rookery.runtime.catalog.ComponentCatalog;
import dev.rookery.runtime.catalog.ComponentKind;
import dev.rookery.runtime.metrics.MetricSelection;
import dev.rookery.runtime.metrics.TaskAggregation;
import dev.rookery.runtime.metrics.TeacherMetrics;
import dev.rookery.runtime.text.ParityFolder;
import dev.rookery.runtime.text.ParlaiFormatFile;
import dev.rookery.testkit.TestingAgentContext;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;

/** Which example ParlAI's worlds see at which step, in which lane. */
@Tag("parity")
class ExampleOrderParityTest {

  private final ComponentCatalog catalog =
      ComponentCatalog.of(PluginRegistry.load(List.of(), getClass().getClassLoader()));

  @TestFactory
  Stream<DynamicTest> exampleOrder() {
    return ParityFolder.tests(
        "parlai/golden/example_order.json",
        (golden, tests) ->
            golden
                .properties()
                .forEach(
                    entry ->
                        tests.add(dynamicTest(entry.getKey(), () -> check(entry.getValue())))));
  }

  private void check(JsonNode golden) {
    JsonNode options = golden.get("options");
    int lanes = options.get("batchsize").asInt();
    List<Teacher> teachers = teachers(options);
    assertThat(teachers.stream().mapToLong(t -> t.numEpisodes().orElseThrow()).sum())
        .isEqualTo(golden.get("num_episodes").asLong());
    assertThat(teachers.stream().mapToLong(t -> t.numExamples().orElseThrow()).sum())
        .isEqualTo(golden.get("num_examples").asLong());
    assertThat(steps(teachers, lanes)).isEqualTo(expectedSteps(golden.get("steps"), lanes));
    checkReport(teachers, lanes, golden.get("report"));
  }

  private static List<List<String>> steps(List<Teacher> teachers, int count) {
    List<List<String>> steps = new ArrayList<>();
    try (EvaluationLanes lanes = new EvaluationLanes(teachers, count)) {
      for (List<Optional<EvaluationLanes.Turn>> turns = lanes.next();
          turns.stream().anyMatch(Optional::isPresent);
          turns = lanes.next()) {
        steps.add(
            turns.stream()
                .map(turn -> turn.flatMap(t -> t.message().text()).orElse("padding"))
                .toList());
      }
    }
    return steps;
  }

  private static List<List<String>> expectedSteps(JsonNode steps, int lanes) {
    List<List<String>> expected = new ArrayList<>();
    for (JsonNode step : steps) {
      List<String> row = new ArrayList<>();
      (lanes == 1 ? List.of(step) : step)
          .forEach(cell -> row.add(cell.isNull() ? "padding" : cell.asText()));
      // ParlAI makes a step even if there is nothing in any lane.
      if (row.stream().anyMatch(text -> !text.equals("padding"))) {
        expected.add(row);
      }
    }
    return expected;
  }

  private void checkReport(List<Teacher> teachers, int lanes, JsonNode golden) {
    List<TeacherMetrics> totals = new ArrayList<>();
    teachers.forEach(teacher -> totals.add(new TeacherMetrics(MetricSelection.byDefault())));
    try (Agent agent = repeatLabel();
        BatchWorld world =
            new BatchWorld(
                teachers,
                agent,
                lanes,
                (task, said, reply) -> totals.get(task).evaluate(said, reply))) {
      while (!world.epochDone()) {
        world.parley();
      }
    }
    Map<String, MetricReport> byTask = new LinkedHashMap<>();
    for (int i = 0; i < teachers.size(); i++) {
      byTask.put("task" + i, totals.get(i).report());
    }
    Map<String, Double> values = TaskAggregation.MACRO.aggregate(byTask).values();
    for (String name : List.of("exs", "accuracy", "f1")) {
      assertThat(values).as(name).containsEntry(name, golden.get(name).asDouble());
    }
  }

  private List<Teacher> teachers(JsonNode options) {
    List<Teacher> teachers = new ArrayList<>();
    for (String task : options.get("task").asText().split(",")) {
      String path =
          options.path(task.endsWith("2") ? "fromfile_datapath2" : "fromfile_datapath").asText();
      teachers.add(
          ParlaiFormatFile.teacher(
              ParityFolder.file("parlai/" + path), options.get("datatype").asText()));
    }
    return teachers;
  }

  private Agent repeatLabel() {
    AgentFactory factory = catalog.lookUp(ComponentKind.AGENT, "repeat-label").orElseThrow();
    return factory.create(TestingAgentContext.of(factory, Map.of()));
  }
}
