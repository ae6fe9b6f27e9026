package dev.rookery.registry;

import dev.rookery.api.ApiVersion;
import dev.rookery.api.ComponentFactory;
import dev.rookery.api.Plugin;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import org.semver4j.Semver;
import org.semver4j.range.RangeList;
import org.semver4j.range.RangeListFactory;

/** Reads and checks the manifest of a plugin, without loading any of its classes. */
final class PluginManifest {

  static final String ID = "Rookery-Plugin-Id";
  static final String VERSION = "Rookery-Plugin-Version";
  static final String API = "Rookery-Api";
  static final String DESCRIPTION = "Rookery-Plugin-Description";

  private static final String SERVICE_ENTRY = "META-INF/services/" + Plugin.class.getName();

  private PluginManifest() {}

  /**
   * Opens every jar, finds the one with the service entry and reads its manifest.
   *
   * @throws PluginRefusal if a jar is broken, there is no entry, or the manifest lacks something
   */
  static PluginDescriptor read(PluginCandidate candidate) throws PluginRefusal {
    if (candidate.jars().isEmpty()) {
      throw new PluginRefusal(
          "the folder has no jar", "put the plugin's jars into it, or delete the folder");
    }
    List<Attributes> entries = new ArrayList<>();
    for (Path jar : candidate.jars()) {
      try (JarFile file = new JarFile(jar.toFile())) {
        Manifest manifest = file.getManifest();
        if (file.getEntry(SERVICE_ENTRY) != null) {
          entries.add(manifest == null ? new Attributes() : manifest.getMainAttributes());
        }
      } catch (IOException | SecurityException e) {
        throw new PluginRefusal(
            (Files.isReadable(jar) ? "broken jar" : "unreadable jar")
                + (jar.equals(candidate.source()) ? "" : " " + jar.getFileName())
                + " ("
                + e.getMessage()
                + ")",
            "copy or download it again");
      }
    }
    if (entries.isEmpty()) {
      throw new PluginRefusal(
          "no plugin inside: there is no " + SERVICE_ENTRY,
          "add that file with the name of the class that implements " + Plugin.class.getName());
    }
    if (entries.size() > 1) {
      throw new PluginRefusal(
          "several of its jars have a " + SERVICE_ENTRY, "give each plugin a folder of its own");
    }
    return describe(entries.get(0), candidate.source());
  }

  private static PluginDescriptor describe(Attributes manifest, Path source) throws PluginRefusal {
    String id = required(manifest, ID, "my-plugin");
    if (!id.matches(ComponentFactory.NAME_PATTERN)) {
      throw new PluginRefusal(
          "the manifest's " + ID + " \"" + id + "\" is not a plugin id",
          "use lower-case letters, digits and single hyphens, such as my-plugin");
    }
    return new PluginDescriptor(
        id,
        required(manifest, VERSION, "1.0.0"),
        required(manifest, API, "^" + ApiVersion.CURRENT),
        find(manifest, DESCRIPTION).orElse(""),
        source);
  }

  static Optional<String> find(Attributes manifest, String key) {
    return Optional.ofNullable(manifest.getValue(key))
        .map(String::strip)
        .filter(value -> !value.isEmpty());
  }

  private static String required(Attributes manifest, String key, String example)
      throws PluginRefusal {
    return find(manifest, key)
        .orElseThrow(
            () ->
                new PluginRefusal(
                    "the manifest lacks " + key,
                    "add a line such as \"" + key + ": " + example + "\" to META-INF/MANIFEST.MF"));
  }

  /**
   * Checks that the plugin works with this version of the SPI.
   *
   * @throws PluginRefusal if it doesn't say so
   */
  static void checkApi(PluginDescriptor descriptor) throws PluginRefusal {
    RangeList range = RangeListFactory.create(descriptor.apiRange());
    if (range.get().isEmpty()) {
      throw new PluginRefusal(
          "the manifest's " + API + " \"" + descriptor.apiRange() + "\" is not a version range",
          "write one such as ^" + ApiVersion.CURRENT);
    }
    Semver current = Semver.coerce(ApiVersion.CURRENT);
    if (current == null || !current.satisfies(range)) {
      throw new PluginRefusal(
          "it was built for api "
              + descriptor.apiRange()
              + ", this Rookery has api "
              + ApiVersion.CURRENT,
          "get a version of \"" + descriptor.id() + "\" for this api, or build it anew");
    }
  }
}
