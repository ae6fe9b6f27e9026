package dev.rookery.testkit;

import dev.rookery.api.ComponentFactory;
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
 * @param components that the settings may name
 * @param givenSearch of the agent's replies
 */
public record TestingAgentContext(
    Settings settings,
    long seed,
    Optional<Path> modelFolder,
    Optional<Supplier<Teacher>> trainingData,
    Components components,
    Search givenSearch)
    implements AgentContext {

  private static final Search NO_SEARCH =
      request -> {
        throw new UnsupportedOperationException(
            "this test has no search; give it one with TestingAgentContext.withSearch");
      };

  /**
   * A context with seed 0, without saved agent, task, further components and search.
   *
   * @param settings by name
   */
  public static TestingAgentContext of(AgentFactory factory, Map<String, ?> settings) {
    return new TestingAgentContext(
        TestingSettings.of(factory.settings(), settings),
        0,
        Optional.empty(),
        Optional.empty(),
        TestingComponents.of(),
        NO_SEARCH);
  }

  /**
   * The same with components that the agent's settings may name.
   *
   * @param factories such as a tokenizer's or a model's
   */
  public TestingAgentContext withComponents(ComponentFactory... factories) {
    return new TestingAgentContext(
        settings, seed, modelFolder, trainingData, TestingComponents.of(factories), givenSearch);
  }

  /** The same with a search, for agents that write token by token. */
  public TestingAgentContext withSearch(Search newSearch) {
    return new TestingAgentContext(
        settings, seed, modelFolder, trainingData, components, newSearch);
  }

  @Override
  public Search search(Dictionary dictionary) {
    return givenSearch;
  }

  public TestingAgentContext withSeed(long newSeed) {
    return new TestingAgentContext(
        settings, newSeed, modelFolder, trainingData, components, givenSearch);
  }

  public TestingAgentContext withModelFolder(Path folder) {
    return new TestingAgentContext(
        settings, seed, Optional.of(folder), trainingData, components, givenSearch);
  }

  public TestingAgentContext withTrainingData(List<Episode> episodes) {
    return withTrainingData(() -> new TestingTeacher(DataType.parse("train:ordered"), episodes));
  }

  /** The same with a task, whose teacher is opened anew at each call. */
  public TestingAgentContext withTrainingData(Supplier<Teacher> teacher) {
    return new TestingAgentContext(
        settings, seed, modelFolder, Optional.of(teacher), components, givenSearch);
  }
}
