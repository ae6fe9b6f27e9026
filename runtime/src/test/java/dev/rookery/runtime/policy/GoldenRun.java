package dev.rookery.runtime.policy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.assertj.core.data.Offset;

/**
 * Rollouts as AceGen's tensors have them: as many columns as a sequence may have tokens, of which
 * those after its end hold 0.
 *
 * <p>Shapes: B rows, T columns, V vocabulary size.
 *
 * @param rollouts row by row
 * @param columns T
 * @param startId of the token that is observed first
 * @param temperature with which was sampled
 * @param rewards one a row; empty if the run isn't scored
 * @param prompt what was given
 * @param vocabularySize V
 */
record GoldenRun(
    List<Rollout> rollouts,
    int columns,
    int startId,
    float temperature,
    List<Double> rewards,
    SequenceSampler.Prompt prompt,
    int vocabularySize) {

  /** What a run of a script tells. */
  static final List<String> ALL =
      List.of(
          "observation",
          "done",
          "truncated",
          "terminated",
          "temperature",
          "sequence",
          "sequence_mask",
          "action_mask",
          "is_init",
          "mask",
          "next/done",
          "next/truncated",
          "next/terminated",
          "next/reward",
          "next/observation",
          "next/sequence",
          "next/sequence_mask",
          "next/action_mask",
          "next/mask",
          "next/is_init",
          "action",
          "action_log_prob");

  /** What a run with a prompt tells. */
  static final List<String> OF_PROMPT =
      List.of(
          "observation",
          "action_mask",
          "mask",
          "next/done",
          "next/truncated",
          "next/terminated",
          "action",
          "action_log_prob");

  /** What a run of a network tells. */
  static final List<String> OF_NETWORK =
      List.of(
          "observation",
          "temperature",
          "sequence",
          "sequence_mask",
          "is_init",
          "mask",
          "next/done",
          "next/truncated",
          "next/terminated",
          "action",
          "action_log_prob");

  private interface Cell {
    double at(Rollout rollout, int row, int t);
  }

  /**
   * Compares all columns.
   *
   * @param names those that the run must have, no more and no less
   */
  void check(JsonNode tensors, List<String> names) {
    TreeSet<String> theirs = new TreeSet<>();
    tensors.fieldNames().forEachRemaining(theirs::add);
    assertThat(theirs).as("columns of the run").isEqualTo(new TreeSet<>(names));
    names.forEach(name -> check(name, tensors.get(name)));
  }

  private void check(String name, JsonNode tensor) {
    List<Float> ours = name.endsWith("action_mask") ? allowed() : cells(name);
    float[] theirs = GoldenTensor.numbers(tensor.get("data"));
    assertThat(tensor.get("shape").get(0).asInt())
        .as("rows of %s", name)
        .isEqualTo(rollouts.size());
    assertThat(tensor.get("shape").get(1).asInt()).as("columns of %s", name).isEqualTo(columns);
    assertThat(ours).as(name).hasSize(theirs.length);
    for (int i = 0; i < theirs.length; i++) {
      assertThat(ours.get(i))
          .as("%s, number %d", name, i)
          .isCloseTo(theirs[i], Offset.offset(exact(name) ? 0f : 1e-5f));
    }
  }

  private static boolean exact(String name) {
    return !name.equals("action_log_prob") && !name.equals("next/reward");
  }

  private List<Float> cells(String name) {
    Cell cell = cell(name);
    List<Float> cells = new ArrayList<>();
    for (int row = 0; row < rollouts.size(); row++) {
      Rollout rollout = rollouts.get(row);
      for (int t = 0; t < columns; t++) {
        cells.add(t < rollout.length() ? (float) cell.at(rollout, row, t) : 0f);
      }
    }
    return cells;
  }

  private Cell cell(String name) {
    Cell observed = (rollout, row, t) -> t == 0 ? startId : rollout.actions()[t - 1];
    Map<String, Cell> cells = new LinkedHashMap<>();
    for (String zero : List.of("done", "truncated", "terminated", "next/is_init")) {
      cells.put(zero, (rollout, row, t) -> 0); // what is done is never gone on with
    }
    for (String one : List.of("mask", "sequence_mask", "next/mask", "next/sequence_mask")) {
      cells.put(one, (rollout, row, t) -> 1);
    }
    cells.put("observation", observed);
    cells.put("sequence", observed);
    for (String written : List.of("action", "next/observation", "next/sequence")) {
      cells.put(written, (rollout, row, t) -> rollout.actions()[t]);
    }
    cells.put("is_init", (rollout, row, t) -> t == 0 ? 1 : 0);
    cells.put("temperature", (rollout, row, t) -> temperature);
    cells.put("action_log_prob", (rollout, row, t) -> rollout.logProbs()[t]);
    cells.put("next/done", (rollout, row, t) -> isLast(rollout, t) ? 1 : 0);
    cells.put(
        "next/terminated", (rollout, row, t) -> isLast(rollout, t) && rollout.terminated() ? 1 : 0);
    cells.put("next/truncated", (rollout, row, t) -> t == columns - 2 ? 1 : 0);
    cells.put("next/reward", (rollout, row, t) -> isLast(rollout, t) ? rewards.get(row) : 0);
    return cells.get(name);
  }

  private static boolean isLast(Rollout rollout, int t) {
    return t == rollout.length() - 1;
  }

  /** Which tokens might be written: all, also after an end, as long as any row goes on. */
  private List<Float> allowed() {
    int steps = rollouts.stream().mapToInt(Rollout::length).max().orElse(0);
    List<Float> allowed = new ArrayList<>();
    for (int row = 0; row < rollouts.size(); row++) {
      for (int t = 0; t < columns; t++) {
        boolean some = t < prompt.restricted().length && prompt.restricted()[t];
        for (int id = 0; id < vocabularySize; id++) {
          allowed.add(t < steps && (!some || prompt.allowed()[id]) ? 1f : 0f);
        }
      }
    }
    return allowed;
  }
}
