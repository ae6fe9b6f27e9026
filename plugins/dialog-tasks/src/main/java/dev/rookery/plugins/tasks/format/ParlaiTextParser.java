package dev.rookery.plugins.tasks.format;

import dev.rookery.api.dialogue.Episode;
import dev.rookery.api.dialogue.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** ParlAI's text format: one message a line, {@code episode_done:True} at the end of an episode. */
final class ParlaiTextParser implements LineParser {

  private final List<Message> turns = new ArrayList<>();

  @Override
  public void line(Line line, Consumer<Episode> out) throws BadLine {
    if (line.text().isBlank()) {
      return;
    }
    Message message = ParlaiText.parse(line);
    Required.check(line.number(), message);
    turns.add(message);
    if (message.episodeDone()) {
      end(out);
    }
  }

  @Override
  public void end(Consumer<Episode> out) {
    if (!turns.isEmpty()) {
      out.accept(Turns.episode(turns));
      turns.clear();
    }
  }
}
