package dev.rookery.registry;

import dev.rookery.api.ComponentType;
import dev.rookery.api.UserException;
import dev.rookery.api.settings.Problems;
import dev.rookery.api.settings.SettingsException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The plugins of a process and the components that they offer.
 *
 * <p>In a plugins folder each sub-folder (with its jars) and each jar is one plugin with one class
 * loader. Plugins on the host's class path are found too and come first. Where two plugins have the
 * same id the first stays and the other is refused; where two offer a component of the same type
 * and name only that component of the second is left out. Nothing that is wrong with one plugin
 * keeps another from loading.
 *
 * <p>Thread-safe. Closing it closes the plugins' jars; what they made must not be used any more.
 */
public final class PluginRegistry implements AutoCloseable {

  private final List<Path> folders;
  private final ClassLoader host;
  private @Nullable PluginCatalog catalog;
  private @Nullable ClassNameLookup classNames;

  private PluginRegistry(List<Path> folders, ClassLoader host) {
    this.folders = List.copyOf(folders);
    this.host = host;
  }

  /**
   * A registry of these folders and the host's class path. Nothing is read before the first
   * question is asked.
   *
   * @param folders plugins folders in order; those that don't exist are empty
   * @param host the class loader that has the SPI, DJL and SLF4J
   */
  public static PluginRegistry load(List<Path> folders, ClassLoader host) {
    return new PluginRegistry(folders, host);
  }

  private synchronized PluginCatalog catalog() {
    PluginCatalog scanned = catalog;
    if (scanned == null) {
      scanned = PluginCatalog.scan(folders, host);
      catalog = scanned;
    }
    return scanned;
  }

  private synchronized ClassNameLookup classNames() {
    ClassNameLookup lookup = classNames;
    if (lookup == null) {
      lookup = new ClassNameLookup(plugins());
      classNames = lookup;
    }
    return lookup;
  }

  /** The plugins that work: those of the class path by id, then each folder's by file name. */
  public List<LoadedPlugin> plugins() {
    return catalog().plugins();
  }

  /** What could not be loaded, in the order in which it was found. */
  public List<PluginProblem> problems() {
    return catalog().problems();
  }

  /**
   * The problems of one plugin.
   *
   * @param plugin its id or the name of its jar or folder
   */
  public List<PluginProblem> problems(String plugin) {
    return problems().stream()
        .filter(
            problem ->
                problem.plugin().equals(plugin)
                    || problem.source().endsWith(plugin)
                    || problem.source().endsWith(plugin + ".jar"))
        .toList();
  }

  /**
   * A plugin by id.
   *
   * @throws SettingsException if it isn't there or didn't load; the message says why
   */
  public LoadedPlugin plugin(String id) {
    Optional<LoadedPlugin> found = plugins().stream().filter(p -> p.id().equals(id)).findFirst();
    if (found.isPresent()) {
      return found.get();
    }
    List<PluginProblem> why = problems(id);
    if (!why.isEmpty()) {
      throw new SettingsException(why.stream().map(PluginProblem::toString).toList());
    }
    Problems problems = new Problems();
    problems.unknownName(
        "plugin", id, "looked in " + places(), plugins().stream().map(LoadedPlugin::id).toList());
    throw new SettingsException(problems.all());
  }

  private String places() {
    return String.join(
        ", ",
        Stream.concat(folders.stream().map(Path::toString), Stream.of("the class path")).toList());
  }

  /** All components of a type, in the order of {@link #plugins}. */
  public List<LoadedComponent> components(ComponentType type) {
    return plugins().stream().flatMap(plugin -> plugin.components(type).stream()).toList();
  }

  /**
   * Finds a component.
   *
   * @param name the component's name, or the full class name of a factory in any plugin
   * @throws UserException if a class of that name is no such factory or can't be created
   */
  public Optional<LoadedComponent> find(ComponentType type, String name) {
    Optional<LoadedComponent> byName = catalog().components().find(type, name);
    return byName.isPresent() || name.indexOf('.') < 0 ? byName : classNames().find(type, name);
  }

  /**
   * A component.
   *
   * @param name the component's name, or the full class name of a factory in any plugin
   * @param origin where the name was written, such as {@code "tutor.conf: 14"}
   * @throws SettingsException if there is none; the message says what there is
   */
  public LoadedComponent get(ComponentType type, String name, String origin) {
    Optional<LoadedComponent> found = find(type, name);
    if (found.isPresent()) {
      return found.get();
    }
    Problems unknown = new Problems();
    unknown.unknownName(
        type.word(), name, origin, components(type).stream().map(LoadedComponent::name).toList());
    List<String> messages = new ArrayList<>(unknown.all());
    problems(name).forEach(problem -> messages.add(problem.toString()));
    if (messages.size() == 1 && !problems().isEmpty()) {
      messages.set(
          0,
          messages.get(0)
              + " (plugins with problems: "
              + problems().size()
              + "; see \"rookery plugins doctor\")");
    }
    throw new SettingsException(messages);
  }

  @Override
  public synchronized void close() {
    PluginCatalog scanned = catalog;
    if (scanned != null) {
      try {
        scanned.close();
      } catch (IOException e) {
        throw new UserException("a plugin's jar can't be closed: " + e.getMessage(), e);
      }
    }
  }
}
