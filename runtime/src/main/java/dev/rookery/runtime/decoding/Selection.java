package dev.rookery.runtime.decoding;

import ai.djl.ndarray.NDArray;
import dev.rookery.api.model.Hypothesis;

/** The tokens that were chosen at one step, for every beam. */
final class Selection {

  private static final int PARENT = 0;
  private static final int TOKEN = 1;
  private static final int SCORE = 2;
  private static final int LOGPROB = 3;
  private static final int RANK = 4;

  private final double[] values;
  private final int beams;
  private final int columns;
  private final int places;

  /**
   * Copies the choice from the device.
   *
   * @param packed (5, N, K) float64: for N beams and K candidates the place of the hypothesis that
   *     is continued, the token, the score, the token's log-probability and its rank
   * @param places how many of the candidates stay, the first ones
   */
  Selection(NDArray packed, int places) {
    beams = Math.toIntExact(packed.getShape().get(1));
    columns = Math.toIntExact(packed.getShape().get(2));
    this.places = places;
    values = packed.toDoubleArray();
  }

  int places() {
    return places;
  }

  /** How many candidates there are, those that stay among them. */
  int candidates() {
    return columns;
  }

  int parent(int beam, int candidate) {
    return (int) at(PARENT, beam, candidate);
  }

  float score(int beam, int candidate) {
    return (float) at(SCORE, beam, candidate);
  }

  Hypothesis.Token token(int beam, int candidate) {
    return new Hypothesis.Token(
        (int) at(TOKEN, beam, candidate),
        at(LOGPROB, beam, candidate),
        (int) at(RANK, beam, candidate));
  }

  private double at(int kind, int beam, int candidate) {
    return values[(kind * beams + beam) * columns + candidate];
  }
}
