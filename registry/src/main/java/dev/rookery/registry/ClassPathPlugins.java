package dev.rookery.registry;

import dev.rookery.api.ApiVersion;
import dev.rookery.api.Plugin;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import org.jspecify.annotations.Nullable;

/**
 * Finds plugins on the host's own class path, for development and embedding. They share the host's
 * class loader. Class folders have no manifest: the id then comes from the class name ({@code
 * BasicAgentsPlugin} is {@code basic-agents}).
 */
final class ClassPathPlugins {

  private static final Path CLASS_PATH = Path.of("class path");

  /** A plugin that was found. */
  record Found(PluginDescriptor descriptor, Plugin plugin) {}

  private ClassPathPlugins() {}

  static List<Found> find(ClassLoader host, List<PluginProblem> problems) {
    List<Found> found = new ArrayList<>();
    Iterator<Plugin> plugins = ServiceLoader.load(Plugin.class, host).iterator();
    while (true) {
      try {
        Optional<Plugin> plugin = ContextLoader.during(host, () -> next(plugins));
        if (plugin.isEmpty()) {
          return found;
        }
        found.add(describe(plugin.get()));
      } catch (ServiceConfigurationError | LinkageError e) {
        PluginRefusal refusal = LoadFailures.of("loading it", e, host);
        problems.add(
            new PluginProblem("class-path", CLASS_PATH, refusal.problem(), refusal.remedy()));
      }
    }
  }

  private static Optional<Plugin> next(Iterator<Plugin> plugins) {
    return plugins.hasNext() ? Optional.of(plugins.next()) : Optional.empty();
  }

  private static Found describe(Plugin plugin) {
    Class<?> type = plugin.getClass();
    Path source = source(type);
    Attributes manifest = manifest(source);
    return new Found(
        new PluginDescriptor(
            PluginManifest.find(manifest, PluginManifest.ID).orElse(idOf(type)),
            PluginManifest.find(manifest, PluginManifest.VERSION).orElse("development"),
            PluginManifest.find(manifest, PluginManifest.API).orElse("^" + ApiVersion.CURRENT),
            PluginManifest.find(manifest, PluginManifest.DESCRIPTION).orElse(""),
            source),
        plugin);
  }

  private static String idOf(Class<?> type) {
    String words =
        type.getSimpleName()
            .replaceFirst("(?<=.)Plugin$", "")
            .replaceAll("(?<=[a-z0-9])(?=[A-Z])", "-");
    return words.toLowerCase(Locale.ROOT);
  }

  private static Path source(Class<?> type) {
    @Nullable CodeSource source = type.getProtectionDomain().getCodeSource();
    try {
      return source == null ? CLASS_PATH : Path.of(source.getLocation().toURI());
    } catch (URISyntaxException | IllegalArgumentException e) {
      return CLASS_PATH;
    }
  }

  private static Attributes manifest(Path source) {
    if (Files.isRegularFile(source)) {
      try (JarFile jar = new JarFile(source.toFile())) {
        @Nullable Manifest manifest = jar.getManifest();
        if (manifest != null) {
          return new Attributes(manifest.getMainAttributes());
        }
      } catch (IOException e) {
        // The class was loaded from it, so it is no plain jar; the defaults serve.
      }
    }
    return new Attributes();
  }
}
