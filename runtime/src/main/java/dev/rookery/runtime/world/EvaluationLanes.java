package dev.rookery.runtime.world;

import dev.rookery.api.dialogue.Episode;
import dev.rookery.api.dialogue.EpisodeCursor;
import dev.rookery.api.dialogue.Message;
import dev.rookery.api.dialogue.Teacher;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Deals the episodes of one epoch to N lanes in ParlAI's order. A lane that has finished its
 * episode goes round the tasks and takes the next episode that nobody has taken.
 *
 * <p>A lane leaves a task out once it has finished one of the task's last N episodes. Until then it
 * can't know whether there is one left for it: where it asks in vain, it pauses for a step.
 */
final class EvaluationLanes implements AutoCloseable {

  /**
   * What one lane hears at one step.
   *
   * @param task index of the teacher
   * @param message what the teacher says
   */
  record Turn(int task, Message message) {}

  private final List<Task> tasks;
  private final List<Lane> lanes = new ArrayList<>();

  EvaluationLanes(List<Teacher> teachers, int count) {
    tasks = teachers.stream().map(Task::new).toList();
    for (int i = 0; i < count; i++) {
      lanes.add(new Lane());
    }
  }

  /**
   * The next turn of each lane; empty for a lane that pauses or has nothing left. All are empty at
   * the end of the epoch only.
   */
  List<Optional<Turn>> next() {
    while (true) {
      List<Optional<Turn>> turns = lanes.stream().map(Lane::next).toList();
      if (turns.stream().anyMatch(Optional::isPresent)
          || tasks.stream().allMatch(task -> task.exhausted)) {
        return turns;
      }
      if (lanes.stream().allMatch(lane -> lane.done.cardinality() == tasks.size())) {
        // A mutator makes more episodes than the teacher counts.
        lanes.forEach(lane -> lane.done.clear());
      }
    }
  }

  @Override
  public void close() {
    tasks.forEach(task -> task.cursor.close());
  }

  private final class Task {
    private final EpisodeCursor cursor;

    /** As a stream can't count, no episode is known to be one of its last. */
    private final long episodes;

    private long taken;
    private boolean exhausted;

    Task(Teacher teacher) {
      cursor = teacher.open();
      episodes = teacher.numEpisodes().orElse(Long.MAX_VALUE);
    }

    Optional<Episode> next() {
      Optional<Episode> episode = exhausted ? Optional.empty() : cursor.next();
      exhausted = episode.isEmpty();
      taken++;
      return episode;
    }

    boolean lastTakenIsAmongLast() {
      return taken + lanes.size() > episodes;
    }
  }

  private final class Lane {
    private final BitSet done = new BitSet();
    private int task = -1;
    private int turn;
    private @Nullable Episode episode;
    private boolean amongLast;

    Optional<Turn> next() {
      if (episode == null || turn == episode.size()) {
        chooseTask();
        takeEpisode();
      }
      if (episode == null) {
        return Optional.empty();
      }
      Turn next = new Turn(task, episode.turns().get(turn++));
      done.set(task, amongLast && turn == episode.size());
      return Optional.of(next);
    }

    /** Stays with the task if the lane is done with all of them. */
    private void chooseTask() {
      for (int tries = 0; tries < tasks.size(); tries++) {
        task = (task + 1) % tasks.size();
        if (!done.get(task)) {
          return;
        }
      }
    }

    private void takeEpisode() {
      episode = tasks.get(task).next().orElse(null);
      amongLast = tasks.get(task).lastTakenIsAmongLast();
      turn = 0;
      if (episode == null) {
        done.set(task);
      }
    }
  }
}
