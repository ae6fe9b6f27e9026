package dev.rookery.runtime.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rookery.api.dialogue.Agent;
import dev.rookery.api.dialogue.Conversation;
import dev.rookery.api.dialogue.Message;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class ChatTerminalTest {

  private final InputStream keyboard = System.in;
  private int asked;

  @AfterEach
  void putBack() {
    System.setIn(keyboard);
  }

  /** Leaves when it is asked for the second time. */
  private final class Leaving implements Agent, Conversation {
    @Override
    public String id() {
      return "ann";
    }

    @Override
    public Conversation converse() {
      return this;
    }

    @Override
    public void observe(Message message) {}

    @Override
    public void reset() {}

    @Override
    public List<Message> act(List<? extends Conversation> conversations) {
      Message reply = ++asked < 2 ? Message.ofText("hi") : Message.empty().with(Message.EXIT, true);
      return List.of(reply.with(Message.ID, id()));
    }
  }

  @Test
  void endsWhenTheAgentLeaves() {
    System.setIn(new ByteArrayInputStream("one\ntwo\nthree\n".getBytes(StandardCharsets.UTF_8)));
    StringWriter out = new StringWriter();

    new ChatTerminal(new Leaving(), "annette", List.of(), new PrintWriter(out)).run();

    assertThat(asked).isEqualTo(2);
    assertThat(out.toString().lines())
        .containsExactly("Talk to annette. [HELP] says how.", "annette: hi", "annette: (has left)");
  }
}
