package dev.rookery.registry;

import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * A jar, or a folder of jars, that should be one plugin. Nothing of it has been read yet.
 *
 * @param source the jar or the folder
 * @param jars in the order in which classes are looked for
 */
record PluginCandidate(Path source, List<Path> jars) {

  private static final Comparator<Path> BY_NAME =
      Comparator.comparing(path -> path.getFileName().toString());

  /** The candidates in a plugins folder, by file name; none if there is no such folder. */
  static List<PluginCandidate> in(Path pluginsFolder) throws IOException {
    if (!Files.exists(pluginsFolder)) {
      return List.of();
    }
    List<PluginCandidate> candidates = new ArrayList<>();
    for (Path entry : sorted(pluginsFolder)) {
      if (!entry.getFileName().toString().startsWith(".")
          && (Files.isDirectory(entry) || isJar(entry))) {
        candidates.add(of(entry));
      }
    }
    return candidates;
  }

  static PluginCandidate of(Path source) throws IOException {
    return Files.isDirectory(source)
        ? new PluginCandidate(
            source, sorted(source).stream().filter(PluginCandidate::isJar).toList())
        : new PluginCandidate(source, List.of(source));
  }

  private static List<Path> sorted(Path folder) throws IOException {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.sorted(BY_NAME).toList();
    }
  }

  private static boolean isJar(Path path) {
    return path.getFileName().toString().endsWith(".jar") && !Files.isDirectory(path);
  }

  /** The file name without {@code .jar}. */
  String name() {
    return source.getFileName().toString().replaceFirst("\\.jar$", "");
  }

  URL[] urls() {
    return jars.stream().map(PluginCandidate::url).toArray(URL[]::new);
  }

  private static URL url(Path jar) {
    try {
      return jar.toUri().toURL();
    } catch (MalformedURLException e) {
      throw new IllegalArgumentException(jar.toString(), e);
    }
  }
}
