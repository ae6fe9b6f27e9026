package dev.rookery.runtime.world;

import dev.rookery.api.dialogue.Episode;
import dev.rookery.api.dialogue.EpisodeCursor;
import dev.rookery.api.dialogue.Message;
import dev.rookery.api.dialogue.Teacher;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Deals the episodes of one epoch to N lanes in ParlAI's order: a lane that has finished its
 * episode takes the next one that nobody has taken; with several tasks each lane goes round the
 * tasks that still have episodes.
 */
final class EvaluationLanes implements AutoCloseable {

  /**
   * What one lane hears at one step.
   *
   * @param task index of the teacher
   * @param message what the teacher says
   */
  record Turn(int task, Message message) {}

  private final List<EpisodeCursor> cursors;
  private final List<Lane> lanes = new ArrayList<>();

  EvaluationLanes(List<Teacher> teachers, int count) {
    cursors = teachers.stream().map(Teacher::open).toList();
    for (int i = 0; i < count; i++) {
      lanes.add(new Lane());
    }
  }

  /** The next turn of each lane; empty for a lane that has nothing left. */
  List<Optional<Turn>> next() {
    return lanes.stream().map(Lane::next).toList();
  }

  @Override
  public void close() {
    cursors.forEach(EpisodeCursor::close);
  }

  private final class Lane {
    private int task = -1;
    private int turn;
    private @Nullable Episode episode;

    Optional<Turn> next() {
      if (episode == null || turn == episode.size()) {
        episode = nextEpisode().orElse(null);
        turn = 0;
      }
      return episode == null
          ? Optional.empty()
          : Optional.of(new Turn(task, episode.turns().get(turn++)));
    }

    private Optional<Episode> nextEpisode() {
      for (int tries = 0; tries < cursors.size(); tries++) {
        task = (task + 1) % cursors.size();
        Optional<Episode> found = cursors.get(task).next();
        if (found.isPresent()) {
          return found;
        }
      }
      return Optional.empty();
    }
  }
}
