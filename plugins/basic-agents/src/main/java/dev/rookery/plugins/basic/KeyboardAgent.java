package dev.rookery.plugins.basic;

import dev.rookery.api.UserException;
import dev.rookery.api.dialogue.Agent;
import dev.rookery.api.dialogue.Conversation;
import dev.rookery.api.dialogue.Message;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads its messages line by line. {@code \n} typed out stands for a line break; {@code [DONE]}
 * ends the episode; {@code [EXIT]} or the end of the input says that the human has left ({@link
 * Message#exits}), which ends an evaluation or a chat.
 */
final class KeyboardAgent implements Agent {

  private static final Message DONE = Message.empty().with(Message.EPISODE_DONE, true);

  private final class Screen implements Conversation {
    @Override
    public void observe(Message message) {
      show(message);
    }

    @Override
    public void reset() {}
  }

  private final BufferedReader in;
  private final PrintStream out;
  private final List<String> candidates;
  private final boolean singleTurn;
  private boolean finished;

  KeyboardAgent(BufferedReader in, PrintStream out, List<String> candidates, boolean singleTurn) {
    this.in = in;
    this.out = out;
    this.candidates = candidates;
    this.singleTurn = singleTurn;
    out.println("Enter [DONE] to end the episode, [EXIT] to quit.");
  }

  @Override
  public String id() {
    return "localHuman";
  }

  @Override
  public Conversation converse() {
    return new Screen();
  }

  @Override
  public List<Message> act(List<? extends Conversation> conversations) {
    List<Message> messages = new ArrayList<>();
    for (int i = 0; i < conversations.size(); i++) {
      messages.add(ask().with(Message.ID, id()));
    }
    return messages;
  }

  private Message ask() {
    String line = finished ? null : readLine();
    if (line == null || line.contains("[EXIT]")) {
      finished = true;
      return DONE.with(Message.EXIT, true);
    }
    if (line.contains("[DONE]")) {
      return DONE;
    }
    Message message =
        Message.ofText(line.replace("\\n", "\n")).with(Message.EPISODE_DONE, singleTurn);
    return candidates.isEmpty() ? message : message.with(Message.LABEL_CANDIDATES, candidates);
  }

  private @Nullable String readLine() {
    out.print("Enter Your Message: ");
    out.flush();
    try {
      return in.readLine();
    } catch (IOException e) {
      throw new UserException("the keyboard can't be read: " + e.getMessage(), e);
    }
  }

  private void show(Message message) {
    message
        .reward()
        .filter(reward -> reward != 0)
        .ifPresent(r -> out.println("[reward: " + r + "]"));
    message.text().ifPresent(text -> out.println("[" + message.id().orElse("?") + "]: " + text));
    showList("labels", message.labels());
    showList("eval_labels", message.evalLabels());
    showList("label_candidates", message.labelCandidates());
    if (message.episodeDone()) {
      out.println("- - - end of episode - - -");
    }
  }

  private void showList(String name, List<String> values) {
    if (!values.isEmpty()) {
      out.println("[" + name + ": " + String.join(" | ", values) + "]");
    }
  }
}
