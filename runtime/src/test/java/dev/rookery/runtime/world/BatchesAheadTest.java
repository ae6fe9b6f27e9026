package dev.rookery.runtime.world;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rookery.api.dialogue.Agent;
import dev.rookery.api.dialogue.Conversation;
import dev.rookery.api.dialogue.DataType;
import dev.rookery.api.dialogue.Episode;
import dev.rookery.api.dialogue.Message;
import dev.rookery.api.dialogue.Teacher;
import dev.rookery.runtime.tensors.TensorThreads;
import dev.rookery.testkit.TestingTeacher;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class BatchesAheadTest {

  /** Answers with all that the conversation has heard, and said if it remembers that. */
  private static class Recounting implements Agent {
    private final boolean remembers;
    final Set<Thread> threads = ConcurrentHashMap.newKeySet();

    Recounting(boolean remembers) {
      this.remembers = remembers;
    }

    @Override
    public String id() {
      return "recounting";
    }

    @Override
    public boolean isConcurrent() {
      return true;
    }

    @Override
    public Conversation converse() {
      return new Recounted(remembers);
    }

    @Override
    public List<Message> act(List<? extends Conversation> conversations) {
      threads.add(Thread.currentThread());
      return conversations.stream()
          .map(conversation -> Message.ofText(((Recounted) conversation).heard.toString()))
          .toList();
    }
  }

  private static final class Recounted implements Conversation {
    private final List<String> heard = new ArrayList<>();
    private final boolean remembers;

    Recounted(boolean remembers) {
      this.remembers = remembers;
    }

    @Override
    public void observe(Message message) {
      heard.add(message.text().orElseThrow());
    }

    @Override
    public void observeSelf(Message reply) {
      if (remembers) {
        heard.add(Integer.toString(reply.text().orElseThrow().hashCode()));
      }
    }

    @Override
    public Optional<Conversation> detachTurn() {
      if (remembers) {
        return Optional.empty();
      }
      Recounted turn = new Recounted(false);
      turn.heard.addAll(heard);
      return Optional.of(turn);
    }

    @Override
    public void reset() {
      heard.clear();
    }
  }

  private static List<Teacher> teachers() {
    Random random = new Random(3);
    List<Teacher> teachers = new ArrayList<>();
    for (String task : List.of("a", "b")) {
      List<Episode> episodes = new ArrayList<>();
      for (int i = 0; i < 12; i++) {
        String[] turns = new String[2 * (1 + random.nextInt(4))];
        for (int j = 0; j < turns.length; j++) {
          turns[j] = j % 2 == 0 ? task + i + "." + j / 2 : "label";
        }
        episodes.add(TestingTeacher.episode(turns));
      }
      teachers.add(new TestingTeacher(DataType.parse("valid"), episodes));
    }
    return teachers;
  }

  private static String told(int task, Message observation, Message reply) {
    return task + " " + observation.text().orElseThrow() + " " + reply.text().orElseThrow();
  }

  private static List<String> told(Agent agent, int lanes, long most, int atOnce) {
    Optional<TensorThreads> threads =
        atOnce == 1 ? Optional.empty() : Optional.of(new TensorThreads(atOnce));
    List<String> told = new ArrayList<>();
    try (BatchWorld world =
        new BatchWorld(
            teachers(),
            agent,
            lanes,
            most,
            threads,
            (task, observation, reply) -> told.add(told(task, observation, reply)))) {
      while (world.parley() > 0) {
        assertThat(world.epochDone()).isFalse();
      }
      assertThat(world.epochDone()).isTrue();
    } finally {
      threads.ifPresent(TensorThreads::close);
    }
    return told;
  }

  @ParameterizedTest
  @CsvSource({"1,2", "3,2", "4,3", "32,4"})
  void hearsTheSameHoweverManyBatchesAreAnsweredAtOnce(int lanes, int atOnce) {
    for (boolean remembers : List.of(false, true)) {
      for (long most : new long[] {1, 7, 20, Long.MAX_VALUE}) {
        List<String> expected = told(new Recounting(remembers), lanes, most, 1);
        Recounting agent = new Recounting(remembers);
        assertThat(told(agent, lanes, most, atOnce)).isEqualTo(expected);
        if (remembers) {
          assertThat(agent.threads).containsExactly(Thread.currentThread());
        } else {
          assertThat(agent.threads).doesNotContain(Thread.currentThread());
        }
      }
    }
  }

  @Test
  void theOrderDoesNotDependOnHowLongAnswersTake() {
    List<String> expected = told(new Recounting(false), 3, Long.MAX_VALUE, 1);
    Random random = new Random(5);
    Agent slow =
        new Recounting(false) {
          @Override
          public List<Message> act(List<? extends Conversation> conversations) {
            try {
              TimeUnit.MICROSECONDS.sleep(random.nextInt(2000));
            } catch (InterruptedException e) {
              throw new IllegalStateException(e);
            }
            return super.act(conversations);
          }
        };
    for (int i = 0; i < 5; i++) {
      assertThat(told(slow, 3, Long.MAX_VALUE, 2)).isEqualTo(expected);
    }
  }

  @Test
  void batchesAreAnsweredAtOnceWhereTheTurnsDontWaitForThem() {
    CyclicBarrier both = new CyclicBarrier(2);
    Agent meeting =
        new Recounting(false) {
          @Override
          public List<Message> act(List<? extends Conversation> conversations) {
            try {
              both.await(20, TimeUnit.SECONDS); // only passes where another batch is answered too
            } catch (Exception e) {
              throw new IllegalStateException(e);
            }
            return super.act(conversations);
          }
        };
    assertThat(told(meeting, 2, 8, 2)).hasSize(8);
  }

  @Test
  void whatTheAgentThrowsIsThrown() {
    Agent failing =
        new Recounting(false) {
          @Override
          public List<Message> act(List<? extends Conversation> conversations) {
            throw new IllegalArgumentException("too long");
          }
        };
    assertThatThrownBy(() -> told(failing, 2, Long.MAX_VALUE, 2))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("too long");
  }
}
