package dev.rookery.api.scoring;

import dev.rookery.api.settings.ComponentRef;
import dev.rookery.api.settings.Settings;

/** What a scoring function is made from. */
public interface ScoringContext {

  /** The function's own settings. */
  Settings settings();

  /**
   * Opens a function that the settings name, guarded as {@link ScoringFunction} says. It is closed
   * by the caller.
   */
  ScoringFunction open(ComponentRef reference);

  /** The run's seed. */
  long seed();
}
