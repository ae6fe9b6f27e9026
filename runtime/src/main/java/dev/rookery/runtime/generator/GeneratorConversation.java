package dev.rookery.runtime.generator;

import dev.rookery.api.dialogue.Conversation;
import dev.rookery.api.dialogue.Message;
import java.util.Optional;
import java.util.SplittableRandom;

/** One dialogue of the generator agent. */
final class GeneratorConversation implements Conversation {

  private final DialogueState state;
  private final SplittableRandom random;

  GeneratorConversation(Vectorizer vectorizer, long seed) {
    state = new DialogueState(vectorizer);
    random = new SplittableRandom(seed);
  }

  @Override
  public void observe(Message message) {
    state.observe(message, random);
  }

  @Override
  public void observeSelf(Message message) {
    state.observeSelf(message);
  }

  @Override
  public void reset() {
    state.reset();
  }

  /** What waits for an answer: the last message, if it had a text. */
  Optional<GeneratorExample> pending() {
    return state.last().filter(turn -> turn.message().has(Message.TEXT)).map(GeneratorExample::new);
  }
}
