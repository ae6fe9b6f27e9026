package dev.rookery.runtime.experiment;

import dev.rookery.api.Downloads;
import dev.rookery.api.UserException;
import dev.rookery.api.dialogue.DataType;
import dev.rookery.api.dialogue.Mutator;
import dev.rookery.api.dialogue.Teacher;
import dev.rookery.api.dialogue.TeacherContext;
import dev.rookery.api.dialogue.TeacherFactory;
import dev.rookery.api.learning.WeightedTeacher;
import dev.rookery.api.settings.Settings;
import dev.rookery.registry.LoadedComponent;
import dev.rookery.runtime.config.Experiment;
import dev.rookery.runtime.config.Sections;
import dev.rookery.runtime.config.Selected;
import dev.rookery.runtime.config.TaskChoice;
import dev.rookery.runtime.world.GuardedTeacher;
import dev.rookery.runtime.world.MutatedTeacher;
import dev.rookery.runtime.world.PluginCall;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Opens the teachers of an experiment's tasks. */
public final class TaskTeachers {

  private final Experiment experiment;
  private final Downloads downloads;

  @Inject
  public TaskTeachers(Experiment experiment, Downloads downloads) {
    this.experiment = experiment;
    this.downloads = downloads;
  }

  /** Whether the experiment names a task. */
  public boolean hasTask() {
    return experiment.task().isPresent();
  }

  /** How the experiment uses its training data, as the task's {@code datatype} says. */
  DataType trainingDataType() {
    return experiment.task().map(TaskChoice::dataType).orElse(DataType.TRAIN);
  }

  /**
   * Opens every task, with its mutators; the caller closes them.
   *
   * @throws UserException if the experiment has no task, or a task's data is missing or wrong
   */
  public List<WeightedTeacher> open(DataType dataType) {
    TaskChoice task =
        experiment
            .task()
            .orElseThrow(
                () ->
                    new UserException(
                        "no task is named; give one with -t, such as -t persona-sim"));
    List<Double> weights = weights(task);
    List<WeightedTeacher> opened = new ArrayList<>();
    try {
      for (int i = 0; i < task.teachers().size(); i++) {
        opened.add(new WeightedTeacher(open(task, i, dataType), weights.get(i)));
      }
    } catch (RuntimeException e) {
      opened.forEach(teacher -> teacher.teacher().close());
      throw e;
    }
    return opened;
  }

  private Teacher open(TaskChoice task, int index, DataType dataType) {
    try {
      return opened(task, index, dataType);
    } catch (UserException e) {
      throw PathOrigins.told(e, "task", task.teachers().get(index).settings());
    }
  }

  private Teacher opened(TaskChoice task, int index, DataType dataType) {
    Selected<TeacherFactory> selected = task.teachers().get(index);
    String name = "task \"" + selected.name() + "\"";
    PluginCall call =
        new PluginCall(name + " (" + LoadedComponent.classNameOf(selected.factory()) + ")");
    TeacherContext context = new Context(selected.settings(), selected.name(), dataType);
    Teacher teacher = GuardedTeacher.of(call.run(() -> selected.factory().create(context)), call);
    if (task.mutators().isEmpty()) {
      return teacher;
    }
    PluginCall mutation =
        new PluginCall(
            "a mutator of "
                + name
                + " ("
                + task.mutators().stream().map(Selected::name).collect(Collectors.joining(", "))
                + ")");
    return GuardedTeacher.of(mutation.run(() -> mutated(teacher, task)), mutation);
  }

  private Teacher mutated(Teacher teacher, TaskChoice task) {
    List<Mutator> mutators =
        task.mutators().stream()
            .map(mutator -> mutator.factory().create(mutator.settings()))
            .toList();
    return MutatedTeacher.of(teacher, mutators, experiment.seed());
  }

  private static List<Double> weights(TaskChoice task) {
    int count = task.teachers().size();
    List<Double> weights = task.weights();
    if (weights.isEmpty()) {
      return java.util.Collections.nCopies(count, 1.0);
    }
    if (weights.size() != count) {
      throw new UserException(
          "task.multitask-weights has "
              + weights.size()
              + " numbers, but there are "
              + count
              + " tasks in task.name = \""
              + task.name()
              + "\"; give one for each");
    }
    if (weights.stream().anyMatch(weight -> weight < 0)
        || weights.stream().allMatch(weight -> weight == 0)) {
      throw new UserException("task.multitask-weights must be 0 or more, and not all 0");
    }
    return weights;
  }

  private final class Context implements TeacherContext {
    private final Settings settings;
    private final String name;
    private final DataType dataType;

    Context(Settings settings, String name, DataType dataType) {
      this.settings = settings;
      this.name = name;
      this.dataType = dataType;
    }

    @Override
    public Settings settings() {
      return settings;
    }

    @Override
    public String task() {
      return name;
    }

    @Override
    public List<String> variants() {
      return TaskChoice.variants(name);
    }

    @Override
    public DataType dataType() {
      return dataType;
    }

    @Override
    public Path dataPath() {
      return experiment.data().get(Sections.DATA_PATH);
    }

    @Override
    public long seed() {
      return experiment.seed();
    }

    @Override
    public Downloads downloads() {
      return downloads;
    }
  }
}
