package dev.rookery.api.scoring;

import dev.rookery.api.UserException;
import java.util.List;

/**
 * No sequence can be scored any more, such as when another program is missing its licence. Unlike
 * any other exception of a {@link ScoringFunction} it costs more than one score: it ends the run,
 * which is saved, so that no whole round is learned from scores that say nothing.
 */
public final class ScoringEndedException extends UserException {

  private static final long serialVersionUID = 1;

  private final transient List<Score> scored;

  /**
   * Ends the scoring.
   *
   * @param message what happened, and what the user can do
   * @param scored the scores of the first sequences of the call, which are kept; empty if it was
   *     for one
   */
  public ScoringEndedException(String message, List<Score> scored) {
    super(message);
    this.scored = List.copyOf(scored);
  }

  /** The scores of the first sequences of the call. */
  public List<Score> scored() {
    return scored;
  }
}
