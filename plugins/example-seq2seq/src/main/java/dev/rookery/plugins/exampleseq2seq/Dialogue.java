package dev.rookery.plugins.exampleseq2seq;

import dev.rookery.api.dialogue.Conversation;
import dev.rookery.api.dialogue.Message;
import java.util.Optional;

/** One dialogue: each message of an episode is heard with all that was said before it. */
final class Dialogue implements Conversation {

  private String said = "";
  private Message heard = Message.empty();

  @Override
  public void observe(Message message) {
    if (heard.episodeDone()) {
      reset();
    }
    heard = message;
    Optional<String> text = message.text();
    if (text.isPresent()) {
      said = said.isEmpty() ? text.get() : said + "\n" + text.get();
      heard = message.with(Message.TEXT, said);
    }
  }

  @Override
  public void reset() {
    said = "";
    heard = Message.empty();
  }

  /** What waits for an answer, if anything was asked. */
  Optional<Message> question() {
    return heard.has(Message.TEXT) ? Optional.of(heard) : Optional.empty();
  }
}
