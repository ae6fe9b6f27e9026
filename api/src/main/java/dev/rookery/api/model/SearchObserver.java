package dev.rookery.api.model;

import dev.rookery.api.Incubating;
import java.util.List;

/** Is told what a search considered. */
@Incubating
public interface SearchObserver {

  /**
   * A way on that was considered.
   *
   * @param parent the hypothesis that it continues, by its place in the beam of the step before
   * @param token its next token
   * @param logprob natural log-probability of the token
   * @param score of the hypothesis with the token, before the length is taken into account
   * @param kept whether it stays in the beam; those that do stand in the order of their places
   */
  record Candidate(int parent, int token, double logprob, double score, boolean kept) {}

  /**
   * After each step of a row.
   *
   * @param row in the batch
   * @param step from 0
   * @param candidates those that are kept first, then some of the others, best first
   */
  void onStep(int row, int step, List<Candidate> candidates);
}
