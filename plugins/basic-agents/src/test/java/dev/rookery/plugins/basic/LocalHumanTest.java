package dev.rookery.plugins.basic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rookery.api.dialogue.Agent;
import dev.rookery.api.dialogue.Conversation;
import dev.rookery.api.dialogue.Message;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LocalHumanTest {

  private final ByteArrayOutputStream screen = new ByteArrayOutputStream();

  private Agent human(String typed, Map<String, ?> settings) {
    return Turns.agent(
        new LocalHuman(
            () -> new BufferedReader(new StringReader(typed)),
            new PrintStream(screen, true, StandardCharsets.UTF_8)),
        settings);
  }

  private static Message next(Agent agent) {
    return Turns.beforeAnything(agent);
  }

  @Test
  void saysWhatIsTyped() {
    Agent agent = human("hello\none\\ntwo\n\n", Map.of());

    assertThat(next(agent))
        .isEqualTo(
            Message.ofText("hello")
                .with(Message.EPISODE_DONE, false)
                .with(Message.ID, "localHuman"));
    assertThat(next(agent).text()).hasValue("one\ntwo");
    assertThat(next(agent).text()).hasValue("");
  }

  @Test
  void asksOncePerConversation() {
    Agent agent = human("a\nb\n", Map.of());

    assertThat(Turns.texts(agent.act(List.of(agent.converse(), agent.converse()))))
        .containsExactly("a", "b");
  }

  @Test
  void doneEndsTheEpisodeAndExitEndsEverything() {
    Agent agent = human("hi\n[DONE]\nagain\n[EXIT]\nnever read\n", Map.of());
    Message done = Message.empty().with(Message.EPISODE_DONE, true).with(Message.ID, "localHuman");

    assertThat(next(agent).text()).hasValue("hi");
    assertThat(next(agent)).isEqualTo(done);
    assertThat(next(agent).text()).hasValue("again");
    assertThat(next(agent)).isEqualTo(done.with("exit", true));
    assertThat(next(agent)).isEqualTo(done.with("exit", true));
  }

  @Test
  void theEndOfTheInputIsAnExit() {
    assertThat(next(human("", Map.of())).find("exit")).hasValue(true);
  }

  @Test
  void singleTurnEndsEachEpisode() {
    assertThat(next(human("hi\n", Map.of("single-turn", true))).episodeDone()).isTrue();
  }

  @Test
  void showsWhatItHears() {
    Agent agent = human("", Map.of());
    Conversation conversation = agent.converse();
    conversation.observe(
        Message.ofText("how are you ?")
            .with(Message.ID, "bot")
            .with(Message.EVAL_LABELS, List.of("fine", "so so"))
            .with(Message.EPISODE_DONE, true));

    assertThat(screen.toString(StandardCharsets.UTF_8).lines())
        .containsExactly(
            "Enter [DONE] to end the episode, [EXIT] to quit.",
            "[bot]: how are you ?",
            "[eval_labels: fine | so so]",
            "- - - end of episode - - -");
  }

  @Test
  void sendsCandidates(@TempDir Path temp) throws Exception {
    assertThat(candidates(temp, "one\n\n  two\\nlines\n")).containsExactly("one", "two\nlines");
    assertThat(candidates(temp, "1 one\n2 two\n")).containsExactly("one", "two");
    assertThat(candidates(temp, "1 q\treply\t\ta|b\n2 no reply\n1 r\tother\n"))
        .containsExactly("reply", "other");
  }

  private List<String> candidates(Path temp, String content) throws Exception {
    Path file = Files.writeString(temp.resolve("candidates.txt"), content);
    return next(human("x\n", Map.of("local-human-candidates-file", file))).labelCandidates();
  }
}
