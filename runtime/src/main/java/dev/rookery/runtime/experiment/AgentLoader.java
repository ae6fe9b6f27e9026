package dev.rookery.runtime.experiment;

import dev.rookery.api.Components;
import dev.rookery.api.UserException;
import dev.rookery.api.dialogue.Agent;
import dev.rookery.api.dialogue.AgentContext;
import dev.rookery.api.dialogue.AgentFactory;
import dev.rookery.api.dialogue.DataType;
import dev.rookery.api.dialogue.Teacher;
import dev.rookery.api.learning.TrainableAgent;
import dev.rookery.api.learning.WeightedTeacher;
import dev.rookery.api.model.Search;
import dev.rookery.api.model.SearchContext;
import dev.rookery.api.model.SearchFactory;
import dev.rookery.api.settings.Settings;
import dev.rookery.api.text.Dictionary;
import dev.rookery.runtime.config.Experiment;
import dev.rookery.runtime.config.Selected;
import dev.rookery.runtime.decoding.BeamWatch;
import dev.rookery.runtime.learning.checkpoint.Checkpoint;
import dev.rookery.runtime.world.ChainedTeacher;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Makes the agent of an experiment. */
public final class AgentLoader {

  private final Experiment experiment;
  private final Components components;
  private final TaskTeachers teachers;
  private final BeamWatch watch;

  @Inject
  AgentLoader(
      Experiment experiment, Components components, TaskTeachers teachers, BeamWatch watch) {
    this.experiment = experiment;
    this.components = components;
    this.teachers = teachers;
    this.watch = watch;
  }

  /**
   * Makes the agent; with a model folder its saved files and weights are loaded.
   *
   * @throws UserException if the files don't fit the agent
   */
  public Agent load(Optional<Path> modelFolder) {
    Selected<AgentFactory> selected =
        experiment
            .agent()
            .orElseThrow(
                () ->
                    new UserException(
                        "no agent is named; give one with -m, such as -m example-tga, or a trained"
                            + " one with -mf"));
    Agent agent = selected.factory().create(new Context(selected.settings(), modelFolder));
    if (modelFolder.isPresent() && agent instanceof TrainableAgent trainable) {
      try {
        Checkpoint.open(modelFolder.get()).loadWeights(trainable.parameters());
      } catch (RuntimeException e) {
        agent.close();
        throw e;
      }
    }
    return agent;
  }

  private record ForSearch(Settings settings, Dictionary dictionary) implements SearchContext {}

  private final class Context implements AgentContext {
    private final Settings settings;
    private final Optional<Path> modelFolder;

    Context(Settings settings, Optional<Path> modelFolder) {
      this.settings = settings;
      this.modelFolder = modelFolder;
    }

    @Override
    public Settings settings() {
      return settings;
    }

    @Override
    public Components components() {
      return components;
    }

    @Override
    public Search search(Dictionary dictionary) {
      Selected<SearchFactory> search = experiment.search().orElseThrow();
      return watch.over(
          search.factory().create(new ForSearch(search.settings(), dictionary)), dictionary);
    }

    @Override
    public long seed() {
      return experiment.seed();
    }

    @Override
    public Optional<Path> modelFolder() {
      return modelFolder;
    }

    @Override
    public Optional<Supplier<Teacher>> trainingData() {
      return teachers.hasTask() ? Optional.of(this::openTrainingData) : Optional.empty();
    }

    private Teacher openTrainingData() {
      List<Teacher> opened =
          teachers.open(DataType.parse("train:stream:ordered")).stream()
              .map(WeightedTeacher::teacher)
              .toList();
      return opened.size() == 1 ? opened.get(0) : new ChainedTeacher(opened);
    }
  }
}
