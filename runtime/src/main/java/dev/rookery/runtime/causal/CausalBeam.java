package dev.rookery.runtime.causal;

import dev.rookery.runtime.causal.GenerationOptions.EarlyStopping;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The hypotheses of one row of a beam search, by the rules of Hugging Face's: those that grow and
 * the best finished ones, as many of each as there are beams. Scores are float32, as theirs.
 */
final class CausalBeam {

  private final GenerationOptions options;
  private final int prompt;
  private final int mostNew;
  private final List<Growing> growing = new ArrayList<>();
  private final List<Finished> finished = new ArrayList<>();
  private boolean hopeful = true;

  /** A hypothesis that grows: its tokens, prompt included, and its log-probability. */
  record Growing(int[] text, float score, int origin) {}

  /** A hypothesis that is done: its tokens, prompt included, and what it is ranked by. */
  record Finished(int[] text, float score) {}

  /**
   * A way to go on.
   *
   * @param score log-probability of the hypothesis with its new token
   * @param origin place of the hypothesis that it continues
   * @param token that is new
   */
  record Candidate(float score, int origin, int token) {}

  CausalBeam(GenerationOptions options, int[] text, int mostNew) {
    this.options = options;
    this.mostNew = mostNew;
    prompt = text.length;
    growing.add(new Growing(text, 0, 0));
  }

  int promptLength() {
    return prompt;
  }

  /** Those that grow, best first. */
  List<Growing> growing() {
    return growing;
  }

  /** Those that are done, best first. */
  List<Finished> finished() {
    return finished;
  }

  private boolean isFull() {
    return finished.size() == options.beams();
  }

  /** Whether nothing changes any more. */
  boolean isDone() {
    return !hopeful
        || growing.isEmpty()
        || isFull() && options.earlyStopping() == EarlyStopping.WHEN_FULL;
  }

  /**
   * Writes a token.
   *
   * @param candidates twice as many as beams, best first
   */
  void advance(List<Candidate> candidates) {
    List<Growing> before = List.copyOf(growing);
    growing.clear();
    int length = before.get(0).text().length + 1 - prompt;
    for (int i = 0; i < candidates.size(); i++) {
      Candidate candidate = candidates.get(i);
      int[] text = ScoreRules.longer(before.get(candidate.origin()).text(), candidate.token());
      if (candidate.token() == options.endId() || length == mostNew) {
        // An end that is not among the best of its step is lost.
        if (i < options.beams()) {
          finished.add(new Finished(text, ranked(candidate.score(), length)));
        }
      } else if (growing.size() < options.beams()) {
        growing.add(new Growing(text, candidate.score(), candidate.origin()));
      }
    }
    finished.sort(Comparator.comparing(Finished::score, Comparator.reverseOrder()));
    while (finished.size() > options.beams()) {
      finished.remove(finished.size() - 1);
    }
    hopeful = canImprove(length);
  }

  private float ranked(float score, int length) {
    return score / (float) Math.pow(length, options.lengthPenalty());
  }

  private boolean canImprove(int length) {
    if (growing.isEmpty() || !isFull()) {
      return !growing.isEmpty();
    }
    boolean anyLength =
        options.earlyStopping() == EarlyStopping.WHEN_IMPOSSIBLE && options.lengthPenalty() > 0;
    float best = ranked(growing.get(0).score(), anyLength ? mostNew : length);
    return best > finished.get(finished.size() - 1).score();
  }
}
