package dev.rookery.runtime.scoring;

import dev.rookery.api.Components;
import dev.rookery.api.UserException;
import dev.rookery.api.scoring.ScoringContext;
import dev.rookery.api.scoring.ScoringFunction;
import dev.rookery.api.scoring.ScoringFunctionFactory;
import dev.rookery.api.settings.ComponentRef;
import dev.rookery.api.settings.Settings;
import java.nio.file.Path;
import java.time.Duration;

/**
 * Opens scoring functions.
 *
 * @param components finds them by name
 * @param limit how long one sequence may take
 * @param seed the run's
 */
public record Scoring(Components components, Duration limit, long seed) {

  /**
   * Opens a function with all that it is made of.
   *
   * @throws dev.rookery.api.UserException if a name or a setting is wrong
   */
  public GuardedScoring open(ComponentRef reference) {
    Components.Found<ScoringFunctionFactory> found =
        components.find(ScoringFunctionFactory.class, reference);
    ScoringFunction function = found.factory().create(new Context(found.settings()));
    return new GuardedScoring(function, limit, Runtime.getRuntime().availableProcessors());
  }

  /** What functions of the runtime's own get. */
  final class Context implements ScoringContext {
    private final Settings settings;

    Context(Settings settings) {
      this.settings = settings;
    }

    @Override
    public Settings settings() {
      return settings;
    }

    @Override
    public ScoringFunction open(ComponentRef reference) {
      return Scoring.this.open(reference);
    }

    @Override
    public long seed() {
      return seed;
    }

    /**
     * Opens a trained agent, see {@link TrainedAgents#open}.
     *
     * @throws UserException if that can't be done where this is scored
     */
    TrainedAgents.Opened agent(Path folder) {
      if (components instanceof TrainedAgents agents) {
        return agents.open(folder);
      }
      throw new UserException("no agent can be opened here");
    }
  }
}
