package dev.rookery.runtime.cli;

import dev.rookery.registry.PluginRegistry;
import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where plugins are looked for; the option that adds to it. */
final class PluginFolders {

  /** Set by the start script: the folder of the distribution. */
  private static final String HOME = "rookery.home";

  /** Folders of the user's own, instead of {@code ~/.rookery/plugins}. */
  private static final String VARIABLE = "ROOKERY_PLUGINS";

  @Option(
      names = "--plugins",
      paramLabel = "DIR",
      description =
          "Look for plugins in this folder too (may be repeated; in a file: plugins.path)."
              + " Rookery's own are always found, and those in $"
              + VARIABLE
              + ", by default ~/.rookery/plugins.")
  private List<Path> added = new ArrayList<>();

  /** All folders in order: the distribution's, the user's, those of the option, then these. */
  List<Path> all(List<Path> more) {
    Set<Path> folders = new LinkedHashSet<>();
    distribution().ifPresent(folders::add);
    folders.addAll(userFolders());
    folders.addAll(added);
    folders.addAll(more);
    return List.copyOf(folders);
  }

  /** A registry of all folders; nothing is read before it is asked. */
  PluginRegistry registry(List<Path> more) {
    return PluginRegistry.load(all(more), PluginFolders.class.getClassLoader());
  }

  /** Where installed plugins go: the folder of the option, else the user's first. */
  Path installFolder() {
    return added.isEmpty() ? userFolders().get(0) : added.get(0);
  }

  private static Optional<Path> distribution() {
    @Nullable String home = System.getProperty(HOME);
    return home == null ? Optional.empty() : Optional.of(Path.of(home, "plugins"));
  }

  private static List<Path> userFolders() {
    @Nullable String folders = System.getenv(VARIABLE);
    if (folders == null || folders.isBlank()) {
      return List.of(Path.of(System.getProperty("user.home"), ".rookery", "plugins"));
    }
    return Arrays.stream(folders.split(File.pathSeparator))
        .filter(folder -> !folder.isBlank())
        .map(Path::of)
        .toList();
  }
}
