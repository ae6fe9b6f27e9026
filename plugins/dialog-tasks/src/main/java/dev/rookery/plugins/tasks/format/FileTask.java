package dev.rookery.plugins.tasks.format;

import dev.rookery.api.UserException;
import dev.rookery.api.dialogue.Teacher;
import dev.rookery.api.dialogue.TeacherContext;
import dev.rookery.api.dialogue.TeacherFactory;
import dev.rookery.api.settings.Settings;
import dev.rookery.api.settings.SettingsSpec;
import java.nio.file.Path;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** A task that is whatever a file says. */
final class FileTask implements TeacherFactory {

  private final String name;
  private final String description;
  private final SplitFiles files;
  private final SettingsSpec more;
  private final Function<Settings, FileFormat> format;

  /**
   * Creates a task.
   *
   * @param more settings besides those for the files
   * @param format reads those settings
   */
  FileTask(
      String name,
      String description,
      SplitFiles files,
      SettingsSpec more,
      Function<Settings, FileFormat> format) {
    this.name = name;
    this.description = description;
    this.files = files;
    this.more = more;
    this.format = format;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public String description() {
    return description;
  }

  @Override
  public SettingsSpec settings() {
    return files.spec().plus(more);
  }

  @Override
  public Teacher create(TeacherContext context) {
    if (!context.variants().isEmpty()) {
      throw new UserException(
          "task " + name + " has no variants, so there is no \"" + context.task() + "\"");
    }
    Path file = files.find(context.settings(), context.dataType().split(), context.task());
    return FileTeachers.create(
        file,
        format.apply(context.settings()),
        shortName(file),
        context.dataType(),
        UnaryOperator.identity());
  }

  /** The file and its folder, as ParlAI calls such teachers. */
  private static String shortName(Path file) {
    Path absolute = file.toAbsolutePath().normalize();
    int names = absolute.getNameCount();
    return absolute.subpath(Math.max(0, names - 2), names).toString();
  }
}
