package dev.rookery.api.scoring;

import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * What a sequence is worth.
 *
 * @param value the score; larger is better, and most functions stay within 0 and 1
 * @param parts what the score was made from, one for each of {@link ScoringFunction#parts}; NaN
 *     where there is none
 * @param problem why the sequence could not be scored, such as a SMILES that is no molecule
 */
public record Score(double value, List<Double> parts, Optional<String> problem) {

  public Score {
    parts = List.copyOf(parts);
  }

  /** A score without parts. */
  public static Score of(double value) {
    return new Score(value, List.of(), Optional.empty());
  }

  /** A score made from parts. */
  public static Score of(double value, List<Double> parts) {
    return new Score(value, parts, Optional.empty());
  }

  /**
   * The score 0 of a sequence that can't be scored.
   *
   * @param function whose parts are missing
   */
  public static Score none(ScoringFunction function, String problem) {
    return new Score(
        0, Collections.nCopies(function.parts().size(), Double.NaN), Optional.of(problem));
  }
}
