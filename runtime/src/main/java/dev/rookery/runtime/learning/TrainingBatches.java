package dev.rookery.runtime.learning;

import dev.rookery.api.dialogue.Episode;
import dev.rookery.api.dialogue.EpisodeCursor;
import dev.rookery.api.learning.TrainableAgent;
import dev.rookery.api.learning.TrainingExample;
import dev.rookery.api.model.Batch;
import dev.rookery.runtime.world.Shuffle;
import dev.rookery.runtime.world.TrainingEpisodes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * The batches of a training run, epoch after epoch without end, made by a thread of their own while
 * the model computes. Their content and order depend on the seed alone.
 *
 * <p>So that little is padded, examples are gathered in pools; each pool is sorted by length, cut
 * into batches, and the batches are shuffled.
 */
final class TrainingBatches implements AutoCloseable {

  /**
   * One batch and where it stands.
   *
   * @param batch what the agent learns from
   * @param epoch counted from 0
   * @param index of the batch within its epoch
   * @param lastOfEpoch whether the epoch ends with it
   * @param examples number of examples in it
   */
  record Planned(Batch batch, long epoch, long index, boolean lastOfEpoch, int examples) {}

  /**
   * How batches are made.
   *
   * @param batchSize most examples in one
   * @param poolBatches how many batches' worth of examples are sorted together; 1 keeps the order
   *     in which the examples come
   */
  record Plan(int batchSize, int poolBatches) {

    /** Examples in a pool. */
    int poolSize() {
      return (int) Math.min(Integer.MAX_VALUE, (long) batchSize * poolBatches);
    }
  }

  private static final int AHEAD = 8;
  private static final int CHANGES = 3;

  private final TrainableAgent agent;
  private final Additions additions;
  private final TrainingEpisodes episodes;
  private final Plan plan;
  private final long seed;
  private final BlockingQueue<Object> queue = new ArrayBlockingQueue<>(AHEAD);
  private final Thread producer;
  private volatile boolean closed;

  private record Failure(Throwable cause) {}

  /**
   * Starts to make batches.
   *
   * @param additions change what is learned from
   * @param epoch and {@code index} say which batch comes first
   */
  TrainingBatches(
      TrainableAgent agent,
      Additions additions,
      TrainingEpisodes episodes,
      Plan plan,
      long seed,
      long epoch,
      long index) {
    this.agent = agent;
    this.additions = additions;
    this.episodes = episodes;
    this.plan = plan;
    this.seed = seed;
    producer = new Thread(() -> produce(epoch, index), "batches");
    producer.setDaemon(true);
    producer.start();
  }

  /** The next batch; waits for it. */
  Planned next() {
    try {
      Object next = null;
      while (next == null) {
        next = queue.poll(1, TimeUnit.SECONDS);
        if (next == null && !producer.isAlive() && queue.isEmpty()) {
          throw new IllegalStateException("the thread that makes batches has died");
        }
      }
      if (next instanceof Failure failure) {
        throw thrown(failure.cause());
      }
      return (Planned) next;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for a batch", e);
    }
  }

  /** The cause itself, so that it is reported as if there were no second thread. */
  private static RuntimeException thrown(Throwable cause) {
    if (cause instanceof Error error) {
      throw error;
    }
    return cause instanceof RuntimeException failure ? failure : new IllegalStateException(cause);
  }

  private void produce(long firstEpoch, long firstIndex) {
    try {
      long skip = firstIndex;
      for (long epoch = firstEpoch; !closed; epoch++) {
        new Epoch(epoch, skip).run();
        skip = 0;
      }
    } catch (InterruptedException e) {
      // closed
    } catch (RuntimeException | Error e) {
      offer(new Failure(e));
    }
  }

  private void offer(Object item) {
    try {
      put(item);
    } catch (InterruptedException e) {
      // closed
    }
  }

  /** Ends when this is closed, even if a teacher has swallowed the interruption. */
  private void put(Object item) throws InterruptedException {
    while (!queue.offer(item, 100, TimeUnit.MILLISECONDS)) {
      if (closed) {
        throw new InterruptedException();
      }
    }
  }

  /** One pass over the data. The last batch is held back until it is known to be the last. */
  private final class Epoch {
    private final long epoch;
    private final long skip;
    private final List<TrainingExample> pool = new ArrayList<>();
    private List<? extends TrainingExample> held = List.of();
    private long index;
    private long pools;

    Epoch(long epoch, long skip) {
      this.epoch = epoch;
      this.skip = skip;
    }

    void run() throws InterruptedException {
      try (EpisodeCursor cursor = episodes.epoch(epoch)) {
        long number = 0;
        for (Optional<Episode> next = cursor.next(); next.isPresent(); next = cursor.next()) {
          if (closed) {
            throw new InterruptedException();
          }
          Episode episode =
              additions.changed(
                  next.orElseThrow(),
                  new SplittableRandom(Shuffle.mix(seed, epoch, number, CHANGES)));
          SplittableRandom random = new SplittableRandom(Shuffle.mix(seed, epoch, number++, 1));
          pool.addAll(agent.vectorize(episode, random));
          while (pool.size() >= plan.poolSize()) {
            List<TrainingExample> full = pool.subList(0, plan.poolSize());
            cut(new ArrayList<>(full));
            full.clear();
          }
        }
      }
      cut(new ArrayList<>(pool));
      if (held.isEmpty()) {
        throw new dev.rookery.api.UserException(
            "the task has no example to learn from (no label in its training data)");
      }
      emit(true);
    }

    private void cut(List<TrainingExample> examples) throws InterruptedException {
      if (plan.poolBatches() > 1) {
        // equal lengths stay in the shuffled order of the episodes: List.sort is stable
        examples.sort(
            Comparator.comparingInt(TrainingExample::contextLength)
                .thenComparingInt(TrainingExample::labelLength));
      }
      int size = Math.min(plan.batchSize(), Math.max(1, examples.size()));
      int batches = (examples.size() + size - 1) / size;
      int[] order =
          plan.poolBatches() > 1
              ? Shuffle.permutation(batches, Shuffle.mix(seed, epoch, pools++, 2))
              : Shuffle.identity(batches);
      for (int place : order) {
        int from = place * size;
        if (!held.isEmpty()) {
          emit(false);
        }
        held = examples.subList(from, Math.min(from + size, examples.size()));
      }
    }

    private void emit(boolean last) throws InterruptedException {
      if (index >= skip) {
        put(new Planned(agent.batchify(held), epoch, index, last, held.size()));
      }
      index++;
    }
  }

  /** Ends the thread, and returns when it has ended. */
  @Override
  public void close() {
    closed = true;
    producer.interrupt();
    boolean interrupted = false;
    while (producer.isAlive()) {
      try {
        producer.join();
      } catch (InterruptedException e) {
        interrupted = true; // the teachers are closed next, so that nobody may read them any more
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
