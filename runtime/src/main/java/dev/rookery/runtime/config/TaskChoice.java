package dev.rookery.runtime.config;

import dev.rookery.api.dialogue.DataType;
import dev.rookery.api.dialogue.MutatorFactory;
import dev.rookery.api.dialogue.TeacherFactory;
import dev.rookery.api.settings.Settings;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What an experiment learns from.
 *
 * @param settings the settings of {@link Sections#TASK}
 * @param teachers at least one; the name of each is the task as written, variants included
 * @param mutators changes to every message, in this order
 */
public record TaskChoice(
    Settings settings,
    List<Selected<TeacherFactory>> teachers,
    List<Selected<MutatorFactory>> mutators) {

  public TaskChoice {
    teachers = List.copyOf(teachers);
    mutators = List.copyOf(mutators);
  }

  /** The task as the user wrote it. */
  public String name() {
    return settings.get(Sections.TASK_NAME);
  }

  /** How training uses the data. */
  public DataType dataType() {
    return DataType.parse(settings.get(Sections.DATATYPE));
  }

  /** One weight for each teacher; empty if all are alike. */
  public List<Double> weights() {
    return settings.get(Sections.WEIGHTS);
  }

  /**
   * What follows the factory's name and sets nothing: {@code [self, no_cands]} for {@code
   * convai2:self:no_cands}.
   */
  public static List<String> variants(String task) {
    return parts(task).stream().filter(part -> part.indexOf('=') < 0).toList();
  }

  /**
   * What the task sets for itself alone: {@code {path=a.txt}} for {@code parlai-format:path=a.txt}.
   */
  static Map<String, String> ownSettings(String task) {
    Map<String, String> own = new LinkedHashMap<>();
    for (String part : parts(task)) {
      int equals = part.indexOf('=');
      if (equals >= 0) {
        own.put(part.substring(0, equals), part.substring(equals + 1));
      }
    }
    return own;
  }

  private static List<String> parts(String task) {
    List<String> parts = Arrays.asList(task.split(":", -1));
    return parts.subList(1, parts.size());
  }

  /** The name of a task's factory: {@code convai2} for {@code convai2:self}. */
  static String factoryName(String task) {
    int colon = task.indexOf(':');
    return colon < 0 ? task : task.substring(0, colon);
  }

  /** The single tasks of {@code "convai2:self,babi-sim"}. */
  static List<String> split(String tasks) {
    return Arrays.stream(tasks.split(",", -1)).map(String::trim).toList();
  }
}
