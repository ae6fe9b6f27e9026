package dev.rookery.runtime.experiment;

import dev.rookery.api.Components;
import dev.rookery.api.dialogue.Agent;
import dev.rookery.api.dialogue.DataType;
import dev.rookery.api.learning.LearnerContext;
import dev.rookery.api.learning.Tracker;
import dev.rookery.api.learning.TrainingProgress;
import dev.rookery.api.learning.WeightedTeacher;
import dev.rookery.api.settings.Settings;
import dev.rookery.runtime.config.Experiment;
import dev.rookery.runtime.run.RunFolder;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;

/** What a learner gets from its run. */
public final class TrainingContext implements LearnerContext {

  private final Experiment experiment;
  private final Components components;
  private final Agent agent;
  private final TaskTeachers teachers;
  private final RunFolder folder;
  private final Tracker tracker;
  private final RunListener listener;

  @Inject
  TrainingContext(
      Experiment experiment,
      Components components,
      Agent agent,
      TaskTeachers teachers,
      RunFolder folder,
      Tracker tracker,
      RunListener listener) {
    this.experiment = experiment;
    this.components = components;
    this.agent = agent;
    this.teachers = teachers;
    this.folder = folder;
    this.tracker = tracker;
    this.listener = listener;
  }

  @Override
  public Settings settings() {
    return experiment.learner().orElseThrow().settings();
  }

  @Override
  public Settings evaluation() {
    return experiment.eval();
  }

  @Override
  public Components components() {
    return components;
  }

  @Override
  public Agent agent() {
    return agent;
  }

  /** Training data is used as the task's {@code datatype} says, the rest as it is. */
  @Override
  public List<WeightedTeacher> teachers(DataType dataType) {
    return teachers.open(dataType.equals(DataType.TRAIN) ? teachers.trainingDataType() : dataType);
  }

  @Override
  public Path runFolder() {
    return folder.path();
  }

  @Override
  public boolean resume() {
    return folder.resumed();
  }

  @Override
  public long seed() {
    return experiment.seed();
  }

  @Override
  public Tracker tracker() {
    return tracker;
  }

  @Override
  public void onProgress(TrainingProgress progress) {
    listener.onTraining(progress);
  }

  @Override
  public void onValidation(long seen, OptionalLong of) {
    listener.onEvaluation(seen, of);
  }

  @Override
  public void say(String line) {
    listener.say(line);
  }
}
