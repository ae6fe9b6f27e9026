package dev.rookery.runtime.cli;

import dev.rookery.api.dialogue.Agent;
import dev.rookery.api.dialogue.Message;
import dev.rookery.runtime.experiment.ChatSession;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.UserInterruptException;
import org.jline.terminal.spi.SystemStream;

/** A chat, line by line: with history and editing on a terminal, plainly elsewhere. */
final class ChatTerminal {

  private static final String PROMPT = "you: ";
  private static final String HELP =
      """
      Type what you want to say. A line that begins with "your persona:" is given to the agent as
      context, together with the next line that you say; \\n in a line is a line break.
        [DONE]  begin a new dialogue
        [EXIT]  end the chat (or Ctrl-D)
        [HELP]  this text\
      """;

  private final Agent agent;
  private final String name;
  private final ChatSession session;
  private final PrintWriter out;

  /**
   * @param name what the user calls the agent, such as {@code repeat-query}
   */
  ChatTerminal(Agent agent, String name, List<String> opening, PrintWriter out) {
    this.agent = agent;
    this.name = name;
    this.session = new ChatSession(agent, opening);
    this.out = out;
  }

  /** Talks until the person ends it, or the agent leaves. */
  void run() {
    Terminals terminals = Terminals.ofProcess();
    Lines lines =
        terminals.shows(SystemStream.Input) && terminals.shows(SystemStream.Output)
            ? terminal()
            : plain();
    out.println("Talk to " + name + ". [HELP] says how.");
    out.flush();
    for (Optional<String> line = lines.next(); line.isPresent(); line = lines.next()) {
      String text = line.get().strip();
      switch (text) {
        case "[EXIT]" -> {
          return;
        }
        case "[HELP]" -> out.println(HELP);
        case "[DONE]" -> {
          session.reset();
          out.println("(a new dialogue)");
        }
        case "" -> {}
        default -> {
          Optional<Message> reply = session.say(text);
          reply.ifPresent(this::show);
          if (reply.isPresent() && reply.get().exits()) {
            out.flush();
            return;
          }
        }
      }
      out.flush();
    }
  }

  private void show(Message reply) {
    out.println(
        speaker(reply)
            + ": "
            + reply.text().orElse(reply.exits() ? "(has left)" : "(says nothing)"));
  }

  /** A reply's speaker may be another than the agent, as where it passes on what others say. */
  private String speaker(Message reply) {
    return reply.id().filter(id -> !id.equals(agent.id())).orElse(name);
  }

  /** Where the person's lines come from. */
  private interface Lines {
    Optional<String> next();
  }

  private static Lines terminal() {
    LineReader reader = LineReaderBuilder.builder().appName("rookery").build();
    // backslashes and exclamation marks are part of what is said
    reader.setOpt(LineReader.Option.DISABLE_EVENT_EXPANSION);
    return () -> {
      try {
        return Optional.of(reader.readLine(PROMPT));
      } catch (UserInterruptException | EndOfFileException e) {
        return Optional.empty();
      }
    };
  }

  private static Lines plain() {
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    return () -> {
      try {
        return Optional.ofNullable(in.readLine());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    };
  }
}
