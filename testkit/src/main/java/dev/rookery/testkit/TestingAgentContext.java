package dev.rookery.testkit;

import dev.rookery.api.Components;
import dev.rookery.api.dialogue.AgentContext;
import dev.rookery.api.dialogue.AgentFactory;
import dev.rookery.api.dialogue.DataType;
import dev.rookery.api.dialogue.Episode;
import dev.rookery.api.dialogue.Teacher;
import dev.rookery.api.model.Search;
import dev.rookery.api.settings.Settings;
import dev.rookery.api.text.Dictionary;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What an agent is made from in a test.
 *
 * @param settings of the agent
 * @param seed of the run
 * @param modelFolder of a saved agent
 * @param trainingData of the run's task
 */
public record TestingAgentContext(
    Settings settings,
    long seed,
    Optional<Path> modelFolder,
    Optional<Supplier<Teacher>> trainingData)
    implements AgentContext {

  /**
   * A context with seed 0, without saved agent and task.
   *
   * @param settings by name
   */
  public static TestingAgentContext of(AgentFactory factory, Map<String, ?> settings) {
    return new TestingAgentContext(
        TestingSettings.of(factory.settings(), settings), 0, Optional.empty(), Optional.empty());
  }

  /** Agents that name further components are tested with the runtime. */
  @Override
  public Components components() {
    throw new UnsupportedOperationException("there are no components in this test");
  }

  /** Agents that write token by token are tested with the runtime. */
  @Override
  public Search search(Dictionary dictionary) {
    throw new UnsupportedOperationException("there is no search in this test");
  }

  public TestingAgentContext withSeed(long newSeed) {
    return new TestingAgentContext(settings, newSeed, modelFolder, trainingData);
  }

  public TestingAgentContext withModelFolder(Path folder) {
    return new TestingAgentContext(settings, seed, Optional.of(folder), trainingData);
  }

  public TestingAgentContext withTrainingData(List<Episode> episodes) {
    return new TestingAgentContext(
        settings,
        seed,
        modelFolder,
        Optional.of(() -> new TestingTeacher(DataType.parse("train:ordered"), episodes)));
  }
}
