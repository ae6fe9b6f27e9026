package dev.rookery.runtime.generator;

import dev.rookery.api.dialogue.Conversation;
import dev.rookery.api.dialogue.Message;
import java.util.Optional;

/** A turn that the generator agent can answer. */
interface AskedTurn {

  /** What waits for an answer; empty if nothing was said. */
  Optional<GeneratorExample> pending();

  /** The seed of the next answer's draws, whatever other turns are answered with it. */
  long nextSeed();

  /** A turn whose conversation has gone on. */
  record Detached(Optional<GeneratorExample> pending, long nextSeed)
      implements AskedTurn, Conversation {

    @Override
    public void observe(Message message) {
      throw new IllegalStateException("the conversation of this turn has gone on");
    }

    @Override
    public void reset() {
      throw new IllegalStateException("the conversation of this turn has gone on");
    }
  }
}
