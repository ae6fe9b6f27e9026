package dev.rookery.runtime.world;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rookery.api.dialogue.Agent;
import dev.rookery.api.dialogue.Conversation;
import dev.rookery.api.dialogue.DataType;
import dev.rookery.api.dialogue.Episode;
import dev.rookery.api.dialogue.Message;
import dev.rookery.api.dialogue.Teacher;
import dev.rookery.testkit.TestingTeacher;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ConcurrentWorldTest {

  /** Answers with all that the conversation has heard since its beginning. */
  private static class Recounting implements Agent {
    final Set<Thread> threads = ConcurrentHashMap.newKeySet();

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
      return new Recounted();
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

    @Override
    public void observe(Message message) {
      heard.add(message.text().orElseThrow());
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

  /** The first turns that one batch hears. */
  private static List<String> oneBatch(int lanes, long most) {
    List<String> told = new ArrayList<>();
    try (BatchWorld world =
        new BatchWorld(
            teachers(),
            new Recounting(),
            lanes,
            (task, observation, reply) -> told.add(told(task, observation, reply)))) {
      while (told.size() < most && world.parley() > 0) {
        assertThat(world.epochDone()).isFalse();
      }
    }
    return told.subList(0, (int) Math.min(most, told.size()));
  }

  private static List<String> severalBatches(Agent agent, int lanes, long most, int batches) {
    ExecutorService threads = Executors.newFixedThreadPool(batches);
    List<String> told = new ArrayList<>();
    try (ConcurrentWorld world =
        new ConcurrentWorld(
            teachers(),
            agent,
            lanes,
            most,
            batches,
            threads,
            (task, observation, reply) -> told.add(told(task, observation, reply)))) {
      while (world.parley() > 0) {
        assertThat(world.epochDone()).isFalse();
      }
      assertThat(world.epochDone()).isTrue();
    } finally {
      threads.shutdownNow();
    }
    return told;
  }

  @ParameterizedTest
  @CsvSource({"1,2", "3,2", "4,3", "32,4"})
  void hearsWhatOneBatchHears(int lanes, int batches) {
    for (long most : new long[] {1, 7, 20, Long.MAX_VALUE}) {
      assertThat(severalBatches(new Recounting(), lanes, most, batches))
          .containsExactlyInAnyOrderElementsOf(oneBatch(lanes, most));
    }
  }

  @Test
  void theOrderDoesNotDependOnHowLongAnswersTake() {
    List<String> expected = severalBatches(new Recounting(), 3, Long.MAX_VALUE, 2);
    Random random = new Random(5);
    Agent slow =
        new Recounting() {
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
      assertThat(severalBatches(slow, 3, Long.MAX_VALUE, 2)).isEqualTo(expected);
    }
  }

  @Test
  void asManyThreadsAnswerAsThereAreBatches() {
    Recounting agent = new Recounting();
    severalBatches(agent, 2, Long.MAX_VALUE, 2);
    assertThat(new HashSet<>(agent.threads)).hasSize(2).doesNotContain(Thread.currentThread());
  }

  @Test
  void whatTheAgentThrowsIsThrown() {
    Agent failing =
        new Recounting() {
          @Override
          public List<Message> act(List<? extends Conversation> conversations) {
            throw new IllegalArgumentException("too long");
          }
        };
    assertThatThrownBy(() -> severalBatches(failing, 2, Long.MAX_VALUE, 2))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("too long");
  }
}
