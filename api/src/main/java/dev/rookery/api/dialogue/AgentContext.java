package dev.rookery.api.dialogue;

import dev.rookery.api.Components;
import dev.rookery.api.model.Search;
import dev.rookery.api.settings.Settings;
import dev.rookery.api.text.Dictionary;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;

/** What an agent is made from. */
public interface AgentContext {

  Settings settings();

  /** Finds models, tokenizers and whatever else the settings name. */
  Components components();

  /**
   * How the tokens of replies are chosen: the search that {@code decode.search} names.
   *
   * @param dictionary of the tokens that the agent writes
   */
  Search search(Dictionary dictionary);

  /** The run's seed. */
  long seed();

  /** The folder of a saved agent, when one is loaded. */
  Optional<Path> modelFolder();

  /**
   * The training data, for agents that build a dictionary or statistics before the first turn;
   * empty when there is no task (a chat with a loaded agent). Each call opens it anew; the caller
   * closes it.
   */
  Optional<Supplier<Teacher>> trainingData();
}
