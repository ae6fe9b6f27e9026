package dev.rookery.runtime.world;

import dev.rookery.api.UserException;
import dev.rookery.api.dialogue.Episode;
import dev.rookery.api.dialogue.EpisodeCursor;
import dev.rookery.api.dialogue.IndexedTeacher;
import dev.rookery.api.dialogue.Teacher;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * The order in which training sees episodes. It follows from the seed and the epoch alone, so that
 * a resumed run goes on where it stopped.
 *
 * <p>Indexed data is shuffled anew each epoch, every episode once (ParlAI draws with replacement);
 * ordered and streamed data keeps its order. With several tasks, the task of each episode is drawn
 * by weight, and an epoch has as many episodes as all tasks together that have a weight.
 */
public final class TrainingEpisodes {

  private final List<Teacher> teachers;
  private final double[] cumulativeWeights;
  private final long seed;

  /**
   * Creates the order.
   *
   * @param weights one for each teacher, 0 or more, not all 0
   */
  public TrainingEpisodes(List<Teacher> teachers, List<Double> weights, long seed) {
    this.teachers = List.copyOf(teachers);
    this.seed = seed;
    cumulativeWeights = new double[teachers.size()];
    double sum = 0;
    for (int i = 0; i < cumulativeWeights.length; i++) {
      sum += weights.get(i);
      cumulativeWeights[i] = sum;
    }
  }

  /** The episodes of one epoch, counted from 0. The caller closes the cursor. */
  public EpisodeCursor epoch(long epoch) {
    return teachers.size() == 1 ? pass(0, epoch, 0) : new Mixture(epoch);
  }

  /** One pass over one task. */
  private EpisodeCursor pass(int task, long epoch, int passInEpoch) {
    Teacher teacher = teachers.get(task);
    if (!(teacher instanceof IndexedTeacher indexed) || teacher.dataType().ordered()) {
      return teacher.open();
    }
    int[] order = Shuffle.permutation(indexed.size(), Shuffle.mix(seed, epoch, task, passInEpoch));
    return new EpisodeCursor() {
      private int next;

      @Override
      public Optional<Episode> next() {
        return next < order.length ? Optional.of(indexed.episode(order[next++])) : Optional.empty();
      }
    };
  }

  /**
   * Number of examples with a label in one epoch; empty if a task doesn't know. Of a task that
   * can't be looked into the examples without a label count too.
   */
  public OptionalLong numExamples() {
    return ChainedTeacher.sum(drawn().mapToObj(task -> examples(teachers.get(task))).toList());
  }

  private static OptionalLong examples(Teacher teacher) {
    if (!(teacher instanceof IndexedTeacher indexed)) {
      return teacher.numExamples();
    }
    return OptionalLong.of(
        IntStream.range(0, indexed.size())
            .mapToObj(indexed::episode)
            .flatMap(episode -> episode.turns().stream())
            .filter(turn -> !turn.anyLabels().isEmpty())
            .count());
  }

  /** The tasks that have a weight. */
  private IntStream drawn() {
    return IntStream.range(0, teachers.size())
        .filter(task -> cumulativeWeights[task] > (task == 0 ? 0 : cumulativeWeights[task - 1]));
  }

  private final class Mixture implements EpisodeCursor {
    private final long epoch;
    private final SplittableRandom random;
    private final List<EpisodeCursor> cursors = new ArrayList<>();
    private final int[] passes = new int[teachers.size()];
    private final OptionalLong total =
        ChainedTeacher.sum(drawn().mapToObj(task -> teachers.get(task).numEpisodes()).toList());
    private long dealt;

    Mixture(long epoch) {
      this.epoch = epoch;
      random = new SplittableRandom(Shuffle.mix(seed, epoch, -1));
      for (int task = 0; task < teachers.size(); task++) {
        cursors.add(pass(task, epoch, 0));
      }
    }

    @Override
    public Optional<Episode> next() {
      if (total.isPresent() ? dealt >= total.getAsLong() : everyTaskWasReadOnce()) {
        return Optional.empty();
      }
      int task = draw();
      Optional<Episode> episode = cursors.get(task).next();
      if (episode.isEmpty()) {
        passes[task]++;
        cursors.get(task).close();
        cursors.set(task, pass(task, epoch, passes[task]));
        episode = cursors.get(task).next();
        if (episode.isEmpty()) {
          throw new UserException(
              "the task "
                  + teachers.get(task).id()
                  + " has no episode to learn from; leave it out, or give it the weight 0 in"
                  + " task.multitask-weights");
        }
      }
      dealt++;
      return episode;
    }

    private boolean everyTaskWasReadOnce() {
      return drawn().allMatch(task -> passes[task] > 0);
    }

    private int draw() {
      double point = random.nextDouble() * cumulativeWeights[cumulativeWeights.length - 1];
      int task = 0;
      while (cumulativeWeights[task] <= point) {
        task++;
      }
      return task;
    }

    @Override
    public void close() {
      cursors.forEach(EpisodeCursor::close);
    }
  }
}
