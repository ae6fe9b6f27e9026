package dev.rookery.runtime.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rookery.api.UserException;
import dev.rookery.api.dialogue.Agent;
import dev.rookery.api.dialogue.Conversation;
import dev.rookery.api.dialogue.Message;
import java.io.BufferedReader;
import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ChatSessionTest {

  /** Answers with everything that it has heard and said. */
  private static final class Echo implements Agent {

    private static final class Heard implements Conversation {
      private final List<String> lines = new ArrayList<>();

      @Override
      public void observe(Message message) {
        message.text().ifPresent(text -> lines.add("<" + text));
      }

      @Override
      public void observeSelf(Message message) {
        message.text().ifPresent(text -> lines.add(">" + text.length()));
      }

      @Override
      public void reset() {
        lines.clear();
      }
    }

    @Override
    public String id() {
      return "echo";
    }

    @Override
    public Conversation converse() {
      return new Heard();
    }

    @Override
    public List<Message> act(List<? extends Conversation> conversations) {
      return conversations.stream()
          .map(conversation -> Message.ofText(String.join(" ", ((Heard) conversation).lines)))
          .toList();
    }
  }

  @Test
  void personaLinesAreHeldBackAndGoInFrontOfWhatIsSaidNext() {
    ChatSession session = new ChatSession(new Echo(), List.of());
    assertThat(session.say("your persona: i sing .")).isEmpty();
    assertThat(session.say("hello").orElseThrow().text())
        .hasValue("<your persona: i sing .\nhello");
    assertThat(session.say("again").orElseThrow().text().orElseThrow()).endsWith("<again");
  }

  @Test
  void aResetBeginsAnewWithTheOpening() {
    ChatSession session = new ChatSession(new Echo(), List.of("your persona: i sing ."));
    session.say("one");
    session.reset();
    assertThat(session.say("two\\nthree").orElseThrow().text())
        .hasValue("<your persona: i sing .\ntwo\nthree");
  }

  @Test
  void historyIsToldTurnByTurnEndingWithTheAgentsOwn() {
    assertThat(
            generate(
                """
                {"text": "now", "history": ["a", "bb", "c", "dd"]}
                {"text": "now", "history": ["bb"]}
                {"text": "now"}
                """))
        .containsExactly(
            "{\"text\":\"<a >2 <c >2 <now\"}", "{\"text\":\">2 <now\"}", "{\"text\":\"<now\"}");
  }

  @Test
  void aWrongLineIsNamedBeforeAnythingIsWritten() {
    for (String line :
        List.of("{\"text\": 3}", "{}", "nonsense", "{\"text\":\"a\",\"history\":\"b\"}")) {
      StringWriter out = new StringWriter();
      assertThatThrownBy(
              () ->
                  new GenerationRun(new Echo(), 2, 1)
                      .run(
                          "in.jsonl",
                          new BufferedReader(new StringReader("{\"text\":\"a\"}\n" + line)),
                          new PrintWriter(out, true)))
          .isInstanceOf(UserException.class)
          .hasMessageStartingWith("in.jsonl: 2: ");
      assertThat(out.toString()).isEmpty();
    }
  }

  private static List<String> generate(String input) {
    StringWriter out = new StringWriter();
    new GenerationRun(new Echo(), 2, 1)
        .run("in", new BufferedReader(new StringReader(input)), new PrintWriter(out, true));
    return out.toString().lines().toList();
  }
}
