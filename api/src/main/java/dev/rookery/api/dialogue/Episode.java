package dev.rookery.api.dialogue;

import java.util.List;

/**
 * One whole dialogue as a teacher tells it: what it says at each turn, with the labels that answer
 * it. The last turn, and only it, is {@link Message#episodeDone}.
 *
 * @param turns at least one
 */
public record Episode(List<Message> turns) {

  public Episode {
    turns = List.copyOf(turns);
    if (turns.isEmpty()) {
      throw new IllegalArgumentException("an episode has at least one turn");
    }
  }

  /** Number of turns, which are the examples that ParlAI counts. */
  public int size() {
    return turns.size();
  }
}
