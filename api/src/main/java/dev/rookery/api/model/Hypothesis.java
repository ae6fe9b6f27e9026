package dev.rookery.api.model;

import dev.rookery.api.Incubating;
import java.util.List;

/**
 * A reply that a search wrote.
 *
 * @param tokens the reply without the start token; its last token is the end token
 * @param score by which hypotheses are ranked, higher is better
 */
@Incubating
public record Hypothesis(List<Token> tokens, double score) {

  /**
   * One token of a reply.
   *
   * @param id in the dictionary
   * @param logprob its natural log-probability, given those before
   * @param rank its place among all tokens by probability; 0 is the most probable
   */
  public record Token(int id, double logprob, int rank) {}

  public Hypothesis {
    tokens = List.copyOf(tokens);
  }

  /** The tokens' ids. */
  public int[] ids() {
    return tokens.stream().mapToInt(Token::id).toArray();
  }
}
