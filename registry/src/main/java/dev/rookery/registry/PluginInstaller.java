package dev.rookery.registry;

import dev.rookery.api.UserException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.UUID;

/**
 * Puts plugins into a plugins folder and takes them out. A plugin is copied beside its place, tried
 * out there, and moved in atomically, so that no reader ever sees half of one.
 */
public final class PluginInstaller {

  private final Path folder;
  private final ClassLoader host;

  /**
   * Creates an installer.
   *
   * @param folder the plugins folder; made when needed
   * @param host see {@link PluginRegistry#load}
   */
  public PluginInstaller(Path folder, ClassLoader host) {
    this.folder = folder;
    this.host = host;
  }

  /**
   * Installs a plugin under its id. It is loaded once to see that it works.
   *
   * @param jarOrFolder a jar, or a folder of jars
   * @throws UserException if it doesn't load without a problem, or is installed already
   */
  public PluginDescriptor install(Path jarOrFolder) {
    if (!Files.exists(jarOrFolder)) {
      throw new UserException(jarOrFolder + " does not exist; name a plugin's jar or folder");
    }
    Path staging = folder.resolve(".installing-" + UUID.randomUUID());
    try {
      Files.createDirectories(staging);
      Path staged = staging.resolve(jarOrFolder.toAbsolutePath().normalize().getFileName());
      FileTrees.copy(jarOrFolder, staged);
      PluginDescriptor descriptor = tryOut(staging, jarOrFolder);
      Path place =
          folder.resolve(Files.isDirectory(staged) ? descriptor.id() : descriptor.id() + ".jar");
      if (Files.exists(place)) {
        throw new UserException(place + " is there already; remove it first");
      }
      Files.move(staged, place, StandardCopyOption.ATOMIC_MOVE);
      return new PluginDescriptor(
          descriptor.id(),
          descriptor.version(),
          descriptor.apiRange(),
          descriptor.description(),
          place);
    } catch (IOException e) {
      throw new UserException("can't install " + jarOrFolder + " in " + folder + ": " + e, e);
    } finally {
      FileTrees.deleteQuietly(staging);
    }
  }

  /** Loads the staged plugin after those that are installed, so that duplicates show. */
  private PluginDescriptor tryOut(Path staging, Path source) {
    try (PluginRegistry registry = PluginRegistry.load(List.of(folder, staging), host)) {
      List<PluginProblem> problems =
          registry.problems().stream().filter(p -> p.source().startsWith(staging)).toList();
      if (!problems.isEmpty()) {
        throw new UserException(
            String.join(
                "\n",
                problems.stream()
                    .map(p -> new PluginProblem(p.plugin(), source, p.problem(), p.remedy()))
                    .map(PluginProblem::toString)
                    .toList()));
      }
      return registry.plugins().stream()
          .map(LoadedPlugin::descriptor)
          .filter(descriptor -> descriptor.source().startsWith(staging))
          .findFirst()
          .orElseThrow(() -> new UserException(source + " is neither a jar nor a folder of jars"));
    }
  }

  /**
   * Removes a plugin.
   *
   * @param id its id, or the name of its jar or folder, for one that doesn't load
   * @return what was removed
   * @throws UserException if there is none in the plugins folder
   */
  public Path remove(String id) {
    Path source = find(id);
    Path gone = folder.resolve(".removed-" + UUID.randomUUID());
    try {
      Files.move(source, gone, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UserException("can't remove " + source + ": " + e, e);
    }
    FileTrees.deleteQuietly(gone);
    return source;
  }

  private Path find(String id) {
    try {
      List<PluginCandidate> candidates = PluginCandidate.in(folder);
      for (PluginCandidate candidate : candidates) {
        if (id.equals(idOf(candidate))) {
          return candidate.source();
        }
      }
      for (PluginCandidate candidate : candidates) {
        if (id.equals(candidate.name()) || candidate.source().endsWith(id)) {
          return candidate.source();
        }
      }
    } catch (IOException e) {
      throw new UserException("can't read " + folder + ": " + e, e);
    }
    throw new UserException("there is no plugin \"" + id + "\" in " + folder);
  }

  private static String idOf(PluginCandidate candidate) {
    try {
      return PluginManifest.read(candidate).id();
    } catch (PluginRefusal e) {
      return candidate.name();
    }
  }
}
