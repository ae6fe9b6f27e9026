package dev.rookery.plugins.tasks.format;

import dev.rookery.api.UserException;
import dev.rookery.api.dialogue.DataType.Split;
import dev.rookery.api.settings.Setting;
import dev.rookery.api.settings.Settings;
import dev.rookery.api.settings.SettingsException;
import dev.rookery.api.settings.SettingsSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** Finds the file of a split from a task's settings. */
final class SplitFiles {

  private static final String PLACEHOLDER = "{split}";

  private final Setting<Path> path;
  private final Setting<Boolean> extension;
  private final Map<Split, Setting<Path>> bySplit = new EnumMap<>(Split.class);
  private final String suffix;

  /**
   * Declares the settings.
   *
   * @param suffix of the files when {@code datatype-extension} is set
   * @param pathAliases ParlAI's names of {@code path}
   * @param extensionAliases ParlAI's names of {@code datatype-extension}
   */
  SplitFiles(String suffix, List<String> pathAliases, List<String> extensionAliases) {
    this.suffix = suffix;
    this.path =
        Setting.path("path")
            .optional()
            .alias(pathAliases.toArray(String[]::new))
            .describedAs(
                "the file (for all splits), a folder with files train..., valid... and test...,"
                    + " or a pattern such as data/{split}.txt");
    this.extension =
        Setting.bool("datatype-extension")
            .defaultsTo(false)
            .alias(extensionAliases.toArray(String[]::new))
            .describedAs(
                "add _train"
                    + suffix
                    + ", _valid"
                    + suffix
                    + " or _test"
                    + suffix
                    + " to the path");
    for (Split split : Split.values()) {
      bySplit.put(split, pathOf(split));
    }
  }

  private static Setting<Path> pathOf(Split split) {
    return Setting.path(split.word() + "-path")
        .optional()
        .describedAs("the file of the " + split.word() + " split, if path doesn't lead to it");
  }

  SettingsSpec spec() {
    return SettingsSpec.of(path, extension).plus(bySplit.values().toArray(Setting<?>[]::new));
  }

  /**
   * The file of a split. Whether a named file exists is found out when it is read.
   *
   * @param task for error messages
   */
  Path find(Settings settings, Split split, String task) {
    Setting<Path> own = Objects.requireNonNull(bySplit.get(split));
    if (settings.find(own).isPresent()) {
      return settings.get(own);
    }
    Path common =
        settings
            .find(path)
            .orElseThrow(
                () ->
                    new SettingsException(
                        "task " + task + " needs a file: set path or " + own.name()));
    if (settings.get(extension)) {
      return Path.of(common + "_" + split.word() + suffix);
    }
    if (common.toString().contains(PLACEHOLDER)) {
      return Path.of(common.toString().replace(PLACEHOLDER, split.word()));
    }
    return Files.isDirectory(common) ? inFolder(common, split) : common;
  }

  private static Path inFolder(Path folder, Split split) {
    try (Stream<Path> files = Files.list(folder)) {
      List<Path> all = files.filter(Files::isRegularFile).sorted().toList();
      List<Path> fitting =
          all.stream()
              .filter(file -> file.getFileName().toString().startsWith(split.word()))
              .toList();
      if (fitting.size() == 1) {
        return fitting.get(0);
      }
      throw new UserException(
          folder
              + (fitting.isEmpty() ? " has no file" : " has more than one file")
              + " whose name starts with \""
              + split.word()
              + "\"; there is: "
              + names(all)
              + ". Set "
              + split.word()
              + "-path.");
    } catch (IOException e) {
      throw new UserException(folder + " cannot be read: " + e.getMessage(), e);
    }
  }

  private static String names(List<Path> files) {
    return files.isEmpty()
        ? "nothing"
        : String.join(", ", files.stream().map(file -> file.getFileName().toString()).toList());
  }
}
