package dev.rookery.runtime.world;

import dev.rookery.api.dialogue.Teacher;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The episodes that an epoch of {@link EvaluationLanes} deals, each with the turns that fall among
 * the first N: what an evaluation hears, whoever hears it when.
 */
final class HeardEpisodes implements AutoCloseable {

  /**
   * An episode, or the beginning of one.
   *
   * @param turns at least one
   */
  record Heard(List<EvaluationLanes.Turn> turns) {}

  private final EvaluationLanes lanes;
  private final List<List<EvaluationLanes.Turn>> begun = new ArrayList<>();
  private final ArrayDeque<Heard> ready = new ArrayDeque<>();
  private long left;

  /**
   * Begins an epoch.
   *
   * @param laneCount of the lanes that say which turns come first
   * @param most turns; the last episodes are cut off there
   */
  HeardEpisodes(List<Teacher> teachers, int laneCount, long most) {
    lanes = new EvaluationLanes(teachers, laneCount);
    left = most;
    for (int i = 0; i < laneCount; i++) {
      begun.add(new ArrayList<>());
    }
  }

  /** The next one, in the order in which the lanes come to their ends; empty at the end. */
  Optional<Heard> next() {
    while (ready.isEmpty() && left > 0) {
      deal();
    }
    return Optional.ofNullable(ready.poll());
  }

  private void deal() {
    List<Optional<EvaluationLanes.Turn>> turns = lanes.next();
    if (turns.stream().allMatch(Optional::isEmpty)) {
      left = 0;
    }
    for (int lane = 0; lane < turns.size() && left > 0; lane++) {
      if (turns.get(lane).isPresent()) {
        EvaluationLanes.Turn turn = turns.get(lane).orElseThrow();
        begun.get(lane).add(turn);
        left--;
        if (turn.message().episodeDone()) {
          end(lane);
        }
      }
    }
    if (left == 0) {
      for (int lane = 0; lane < begun.size(); lane++) {
        end(lane);
      }
    }
  }

  private void end(int lane) {
    if (!begun.get(lane).isEmpty()) {
      ready.add(new Heard(List.copyOf(begun.get(lane))));
      begun.get(lane).clear();
    }
  }

  @Override
  public void close() {
    lanes.close();
  }
}
