package dev.rookery.api.scoring;

import dev.rookery.api.UserException;

/**
 * No sequence can be scored any more, such as when another program is missing its licence. Unlike
 * any other exception of a {@link ScoringFunction} it costs more than one score: it ends the run,
 * which is saved, so that nothing is learned from scores that say nothing.
 */
public final class ScoringEndedException extends UserException {

  public ScoringEndedException(String message) {
    super(message);
  }
}
