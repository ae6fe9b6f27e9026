package dev.rookery.runtime.learning.policy;

import dev.rookery.api.Components;
import dev.rookery.api.settings.ComponentRef;
import dev.rookery.api.settings.Settings;
import dev.rookery.api.settings.SettingsException;
import dev.rookery.runtime.scoring.GuardedScoring;
import dev.rookery.runtime.scoring.Scoring;
import java.util.Optional;

/** The scoring function that a learner's settings name. */
public final class PolicyScore {

  private PolicyScore() {}

  /** Its name, if the learner has one. */
  public static Optional<String> name(Settings learner) {
    return reference(learner).map(ComponentRef::name);
  }

  private static Optional<ComponentRef> reference(Settings learner) {
    return Optional.of(learner)
        .filter(settings -> settings.spec().settings().contains(PolicySettings.SCORE))
        .flatMap(settings -> settings.find(PolicySettings.SCORE));
  }

  /**
   * Opens it.
   *
   * @param learner settings of a learner of policies
   * @param seed the run's
   * @throws SettingsException if there is none
   */
  public static GuardedScoring open(Settings learner, Components components, long seed) {
    ComponentRef reference =
        reference(learner)
            .orElseThrow(
                () ->
                    new SettingsException(
                        "learner.score is missing: name a scoring function, such as"
                            + " learner.score = qed or --score qed; \"rookery describe score\""
                            + " lists them"));
    return new Scoring(components, learner.get(PolicySettings.SCORE_TIME_LIMIT), seed)
        .open(reference);
  }
}
