package dev.rookery.plugins.tasks;

import dev.rookery.api.Downloads;
import dev.rookery.api.UserException;
import dev.rookery.api.dialogue.DataType;
import dev.rookery.api.dialogue.Episode;
import dev.rookery.api.dialogue.EpisodeCursor;
import dev.rookery.api.dialogue.Message;
import dev.rookery.api.dialogue.Teacher;
import dev.rookery.api.dialogue.TeacherContext;
import dev.rookery.api.dialogue.TeacherFactory;
import dev.rookery.api.settings.Problems;
import dev.rookery.api.settings.Settings;
import dev.rookery.api.settings.SettingsException;
import dev.rookery.api.settings.SettingsNode;
import dev.rookery.api.settings.SettingsSpec;
import dev.rookery.api.settings.SettingsValue;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes teachers of this plugin as a run would. */
public record TestingTeacherContext(
    Settings settings,
    String task,
    List<String> variants,
    DataType dataType,
    Path dataPath,
    long seed,
    Downloads downloads)
    implements TeacherContext {

  /** Nothing is there to be fetched. */
  public static final Downloads OFFLINE =
      (source, sha256, mostBytes, target) -> {
        throw new UserException("offline: " + source);
      };

  /** Makes a teacher of a task such as {@code convai2:self}. */
  public static Teacher teacher(String task, String dataType, Map<String, ?> settings) {
    return teacher(task, dataType, settings, Path.of("no-data"), 1, OFFLINE);
  }

  public static Teacher teacher(
      String task,
      String dataType,
      Map<String, ?> settings,
      Path dataPath,
      long seed,
      Downloads downloads) {
    List<String> words = List.of(task.split(":", -1));
    TeacherFactory factory =
        new DialogTasksPlugin()
            .teachers().stream()
                .filter(each -> each.name().equals(words.get(0)))
                .findFirst()
                .orElseThrow();
    return factory.create(
        new TestingTeacherContext(
            read(factory.settings(), settings),
            task,
            words.subList(1, words.size()),
            DataType.parse(dataType),
            dataPath,
            seed,
            downloads));
  }

  /** Reads settings as from a file. */
  public static Settings read(SettingsSpec spec, Map<String, ?> values) {
    Map<String, SettingsValue> raw = new LinkedHashMap<>();
    values.forEach((key, value) -> raw.put(key, new SettingsValue(value, "test")));
    Problems problems = new Problems();
    Settings settings = spec.read(new SettingsNode("task", raw), problems);
    if (!problems.isEmpty()) {
      throw new SettingsException(problems.all());
    }
    return settings;
  }

  /** All episodes of one epoch. */
  public static List<Episode> episodes(Teacher teacher) {
    List<Episode> result = new ArrayList<>();
    try (EpisodeCursor cursor = teacher.open()) {
      for (Optional<Episode> next = cursor.next(); next.isPresent(); next = cursor.next()) {
        result.add(next.get());
      }
    }
    return result;
  }

  /** All messages of one epoch. */
  public static List<Message> messages(Teacher teacher) {
    return episodes(teacher).stream().flatMap(episode -> episode.turns().stream()).toList();
  }
}
