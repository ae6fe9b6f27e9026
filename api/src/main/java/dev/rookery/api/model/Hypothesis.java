package dev.rookery.api.model;

import java.util.List;

/**
 * A reply that a search wrote.
 *
 * @param tokens ids, end token included if it was written, start token not
 * @param tokenLogprobs natural log-probability of each token
 * @param score by which hypotheses are ranked, higher is better
 */
public record Hypothesis(List<Integer> tokens, List<Double> tokenLogprobs, double score) {

  public Hypothesis {
    tokens = List.copyOf(tokens);
    tokenLogprobs = List.copyOf(tokenLogprobs);
  }
}
