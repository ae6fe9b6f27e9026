package dev.rookery.api.scoring;

import dev.rookery.api.ComponentFactory;

/** Makes a scoring function. */
public interface ScoringFunctionFactory extends ComponentFactory {

  /**
   * Makes the function.
   *
   * @throws dev.rookery.api.UserException if a setting makes no sense, such as a SMARTS that can't
   *     be read
   */
  ScoringFunction create(ScoringContext context);
}
