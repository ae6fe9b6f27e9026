package dev.rookery.runtime.generator;

import dev.rookery.api.dialogue.Conversation;
import dev.rookery.api.dialogue.Message;
import dev.rookery.runtime.world.Shuffle;
import java.util.Optional;
import java.util.SplittableRandom;

/** One dialogue of the generator agent. */
final class GeneratorConversation implements Conversation, AskedTurn {

  private final DialogueState state;
  private final SplittableRandom random;
  private final long seed;
  private long answers;

  /**
   * Begins one.
   *
   * @param labelSeed of the choice among several labels: the same in each conversation, so that
   *     each evaluation measures the same ones
   * @param seed of the tokens of its answers
   */
  GeneratorConversation(Vectorizer vectorizer, long labelSeed, long seed) {
    state = new DialogueState(vectorizer);
    random = new SplittableRandom(labelSeed);
    this.seed = seed;
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

  @Override
  public Optional<Conversation> detachTurn() {
    if (state.waitsForReply()) {
      return Optional.empty();
    }
    Optional<GeneratorExample> pending = pending();
    AskedTurn.Detached turn =
        new AskedTurn.Detached(pending, pending.isPresent() ? nextSeed() : seed);
    state.observeSelf(Message.empty());
    return Optional.of(turn);
  }

  @Override
  public long nextSeed() {
    return Shuffle.mix(seed, answers++);
  }

  /** The last message, if it had a text. */
  @Override
  public Optional<GeneratorExample> pending() {
    return state.last().filter(turn -> turn.message().has(Message.TEXT)).map(GeneratorExample::new);
  }
}
