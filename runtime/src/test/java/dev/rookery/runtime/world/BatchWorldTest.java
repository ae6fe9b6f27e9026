package dev.rookery.runtime.world;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rookery.api.dialogue.Agent;
import dev.rookery.api.dialogue.Conversation;
import dev.rookery.api.dialogue.DataType;
import dev.rookery.api.dialogue.Message;
import dev.rookery.testkit.TestingTeacher;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class BatchWorldTest {

  /** Answers so many times, then leaves; it must not be asked again. */
  private static final class Leaving implements Agent {
    private int answers;

    Leaving(int answers) {
      this.answers = answers;
    }

    @Override
    public String id() {
      return "human";
    }

    @Override
    public Conversation converse() {
      return new Conversation() {
        @Override
        public void observe(Message message) {}

        @Override
        public void reset() {}
      };
    }

    @Override
    public List<Message> act(List<? extends Conversation> conversations) {
      assertThat(answers).as("answers left").isNotNegative();
      return conversations.stream()
          .map(
              conversation ->
                  --answers < 0
                      ? Message.empty().with(Message.EXIT, true)
                      : Message.ofText("answer"))
          .toList();
    }
  }

  private static List<String> heard(int lanes, int answers) {
    TestingTeacher teacher =
        new TestingTeacher(
            DataType.parse("valid"),
            List.of(
                TestingTeacher.episode("a", "1", "b", "2"),
                TestingTeacher.episode("c", "3", "d", "4", "e", "5")));
    List<String> heard = new ArrayList<>();
    try (BatchWorld world =
        new BatchWorld(
            List.of(teacher),
            new Leaving(answers),
            lanes,
            (task, observation, reply) -> heard.add(observation.text().orElseThrow()))) {
      while (world.parley() > 0) {
        assertThat(heard).isNotNull();
      }
      assertThat(world.epochDone()).isTrue();
      assertThat(world.parley()).isZero();
    }
    return heard;
  }

  @Test
  void tellsAWholeEpoch() {
    assertThat(heard(1, 5)).containsExactly("a", "b", "c", "d", "e");
    assertThat(heard(2, 5)).containsExactly("a", "c", "b", "d", "e");
  }

  @Test
  void endsWhereTheAgentLeaves() {
    assertThat(heard(1, 3)).containsExactly("a", "b", "c");
    assertThat(heard(2, 3)).containsExactly("a", "c", "b");
    assertThat(heard(1, 0)).isEmpty();
  }
}
