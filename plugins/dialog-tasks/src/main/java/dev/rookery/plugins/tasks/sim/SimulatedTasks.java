package dev.rookery.plugins.tasks.sim;

import dev.rookery.api.UserException;
import dev.rookery.api.dialogue.DataType.Split;
import dev.rookery.api.dialogue.Teacher;
import dev.rookery.api.dialogue.TeacherContext;
import dev.rookery.api.dialogue.TeacherFactory;
import dev.rookery.api.settings.Setting;
import dev.rookery.api.settings.Settings;
import dev.rookery.api.settings.SettingsSpec;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Function;

/** The tasks whose data are computed. */
public final class SimulatedTasks {

  private static final Setting<Integer> TRAIN_EPISODES = episodes(Split.TRAIN, 20_000);
  private static final Setting<Integer> VALID_EPISODES = episodes(Split.VALID, 500);
  private static final Setting<Integer> TEST_EPISODES = episodes(Split.TEST, 500);

  private SimulatedTasks() {}

  private static Setting<Integer> episodes(Split split, int byDefault) {
    return Setting.integer((split == Split.TRAIN ? "" : split.word() + "-") + "episodes")
        .atLeast(1)
        .defaultsTo(byDefault)
        .in("episodes")
        .describedAs("episodes in an epoch of the " + split.word() + " split; there is no limit");
  }

  /** {@code babi-sim} and {@code persona-sim}. */
  public static List<TeacherFactory> teachers() {
    return List.of(
        new Task(
            "babi-sim",
            "Simulated stories after bAbI's first tasks, with questions about what was told.",
            BabiSettings.SPEC,
            BabiSettings::simulator),
        new Task(
            "persona-sim",
            "Simulated small talk whose answers follow from the persona given at the start.",
            PersonaSettings.SPEC,
            settings -> new PersonaSimulator(PersonaSettings.read(settings))));
  }

  private record Task(
      String name, String description, SettingsSpec own, Function<Settings, Simulator> simulator)
      implements TeacherFactory {

    @Override
    public SettingsSpec settings() {
      return own.plus(TRAIN_EPISODES, VALID_EPISODES, TEST_EPISODES);
    }

    @Override
    public Teacher create(TeacherContext context) {
      if (!context.variants().isEmpty()) {
        throw new UserException(
            "task " + name + " has no variants, so there is no \"" + context.task() + "\"");
      }
      Settings settings = context.settings();
      Setting<Integer> size =
          switch (context.dataType().split()) {
            case TRAIN -> TRAIN_EPISODES;
            case VALID -> VALID_EPISODES;
            case TEST -> TEST_EPISODES;
          };
      SimulatedTeacher teacher =
          new SimulatedTeacher(
              context.task(),
              context.dataType(),
              simulator.apply(settings),
              context.seed(),
              settings.get(size),
              name + " " + new TreeMap<>(settings.asMap()));
      teacher.episode(0); // settings that leave nothing to tell show at once
      return teacher;
    }
  }
}
