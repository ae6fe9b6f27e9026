package dev.rookery.plugins.tasks.sim;

import dev.rookery.api.settings.Setting;
import dev.rookery.api.settings.Settings;
import dev.rookery.api.settings.SettingsSpec;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The settings of {@code babi-sim}. */
final class BabiSettings {

  private static final Setting<List<String>> TASKS =
      Setting.textList("tasks")
          .defaultsTo(List.of("1"))
          .checked(
              "must be some of " + known(),
              words -> !words.isEmpty() && words.stream().allMatch(word -> find(word).isPresent()))
          .describedAs("kinds of questions, by number or name: " + known());
  private static final Setting<Integer> TURNS =
      Setting.integer("turns")
          .within(1, 50)
          .defaultsTo(5)
          .in("turns")
          .describedAs("questions in a story");
  private static final Setting<Integer> FACTS =
      Setting.integer("facts")
          .within(1, 50)
          .defaultsTo(2)
          .describedAs("facts before each question; more where nothing can be asked yet");
  private static final Setting<Integer> PEOPLE =
      Setting.integer("people")
          .within(2, Cast.PEOPLE.size())
          .defaultsTo(4)
          .describedAs("people in the stories");
  private static final Setting<Integer> PLACES =
      Setting.integer("places")
          .within(2, Cast.PLACES.size())
          .defaultsTo(6)
          .describedAs("places in the stories");
  private static final Setting<Integer> OBJECTS =
      Setting.integer("objects")
          .within(1, Cast.OBJECTS.size())
          .defaultsTo(3)
          .describedAs("objects in the stories");

  static final SettingsSpec SPEC = SettingsSpec.of(TASKS, TURNS, FACTS, PEOPLE, PLACES, OBJECTS);

  private BabiSettings() {}

  static Simulator simulator(Settings settings) {
    return new BabiSimulator(
        settings.get(TASKS).stream().flatMap(word -> find(word).stream()).toList(),
        Cast.of(settings.get(PEOPLE), settings.get(PLACES), settings.get(OBJECTS)),
        settings.get(TURNS),
        settings.get(FACTS));
  }

  private static Optional<BabiTask> find(String word) {
    return Arrays.stream(BabiTask.values())
        .filter(task -> word.equals(task.word()) || word.equals(Integer.toString(task.number())))
        .findFirst();
  }

  private static String known() {
    return Arrays.stream(BabiTask.values())
        .map(task -> task.number() + " (" + task.word() + ")")
        .collect(Collectors.joining(", "));
  }
}
