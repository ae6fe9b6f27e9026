package dev.rookery.api.dialogue;

import dev.rookery.api.Incubating;
import dev.rookery.api.text.Dictionary;
import java.util.List;

/**
 * An agent that can tell how probable each next word of a reply is, whatever its own tokens are:
 * ParlAI's {@code next_word_probability}. Agents with different tokenizers can be compared by it.
 */
@Incubating
public interface NextWordProbability extends Agent {

  /**
   * A reply that is asked about, word by word.
   *
   * @param conversation made by this agent's {@link #converse}; it has observed what is answered
   * @param words the true reply, which the agent reads with one space between the words
   */
  record Reply(Conversation conversation, List<String> words) {

    public Reply {
      words = List.copyOf(words);
    }
  }

  /**
   * For each word of each reply, how probable it is as the next one, given what the conversation
   * has observed and the words before it. Nothing is learned from the words, and the conversations
   * stay as they are.
   *
   * @param replies their conversations are each there at most once
   * @param vocabulary the next word is taken to be one of these or the reply's end; an agent that
   *     knows how much probability they have together divides by it
   * @return for each reply as many natural log-probabilities as it has words, or those of its first
   *     words if the agent has a limit to the length of a reply; negative infinity for a word that
   *     the agent rules out
   */
  List<double[]> nextWordLogProbabilities(List<Reply> replies, Dictionary vocabulary);
}
