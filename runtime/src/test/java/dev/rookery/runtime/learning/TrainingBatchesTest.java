package dev.rookery.runtime.learning;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDManager;
import dev.rookery.api.dialogue.Conversation;
import dev.rookery.api.dialogue.DataType;
import dev.rookery.api.dialogue.Episode;
import dev.rookery.api.dialogue.EpisodeCursor;
import dev.rookery.api.dialogue.Message;
import dev.rookery.api.dialogue.Teacher;
import dev.rookery.api.learning.TrainableAgent;
import dev.rookery.api.learning.TrainingExample;
import dev.rookery.api.model.Batch;
import dev.rookery.api.nn.Parameters;
import dev.rookery.runtime.world.TrainingEpisodes;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

class TrainingBatchesTest {

  /** Else the teachers would be closed while they are read. */
  @Test
  void closingWaitsUntilNobodyReadsTheTeachers() throws InterruptedException {
    SlowTeacher teacher = new SlowTeacher();
    TrainingBatches batches =
        new TrainingBatches(
            new NoAgent(),
            Additions.NONE,
            new TrainingEpisodes(List.of(teacher), List.of(1.0), 1),
            new TrainingBatches.Plan(2, 1),
            1,
            0,
            0);
    teacher.reading.await();
    Thread.currentThread().interrupt(); // an impatient user is no reason to leave either
    batches.close();
    assertThat(teacher.closed).isTrue();
    assertThat(Thread.interrupted()).isTrue();
  }

  /** Finishes what it reads although it is interrupted. */
  private static final class SlowTeacher implements Teacher {
    private final CountDownLatch reading = new CountDownLatch(1);
    private final AtomicBoolean closed = new AtomicBoolean();

    @Override
    public String id() {
      return "slow";
    }

    @Override
    public DataType dataType() {
      return DataType.parse("train:stream");
    }

    @Override
    public OptionalLong numEpisodes() {
      return OptionalLong.empty();
    }

    @Override
    public OptionalLong numExamples() {
      return OptionalLong.empty();
    }

    @Override
    public EpisodeCursor open() {
      return new EpisodeCursor() {
        @Override
        public Optional<Episode> next() {
          reading.countDown();
          while (!Thread.interrupted()) {
            LockSupport.park(this);
          }
          for (int i = 0; i < 20; i++) {
            LockSupport.parkNanos(10_000_000);
          }
          return Optional.of(new Episode(List.of(Message.ofText("hi"))));
        }

        @Override
        public void close() {
          closed.set(true);
        }
      };
    }
  }

  /** Has nothing to do here. */
  private static final class NoAgent implements TrainableAgent {

    @Override
    public String id() {
      return "none";
    }

    @Override
    public Parameters parameters() {
      throw new AssertionError();
    }

    @Override
    public List<? extends TrainingExample> vectorize(Episode episode, SplittableRandom random) {
      throw new AssertionError("closed already");
    }

    @Override
    public Batch batchify(List<? extends TrainingExample> examples) {
      throw new AssertionError();
    }

    @Override
    public Loss loss(Batch batch, NDManager step) {
      throw new AssertionError();
    }

    @Override
    public void saveFiles(Path folder) {}

    @Override
    public Conversation converse() {
      throw new AssertionError();
    }

    @Override
    public List<Message> act(List<? extends Conversation> conversations) {
      throw new AssertionError();
    }
  }
}
