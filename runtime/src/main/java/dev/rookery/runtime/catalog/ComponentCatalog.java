package dev.rookery.runtime.catalog;

import dev.rookery.api.ComponentFactory;
import dev.rookery.api.ComponentType;
import dev.rookery.api.settings.Problems;
import dev.rookery.registry.LoadedComponent;
import dev.rookery.registry.PluginProblem;
import dev.rookery.registry.PluginRegistry;
import dev.rookery.runtime.BuiltInPlugin;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Every component that can be named, by kind and name: those of the runtime and those of the
 * plugins. Immutable once made; where a name is taken twice the earlier one keeps it and {@link
 * #problems} says so.
 */
public final class ComponentCatalog {

  /** ParlAI's names of what is called differently here. */
  private static final Map<ComponentType, Map<String, String>> PARLAI_NAMES =
      Map.of(
          ComponentType.LR_SCHEDULER,
          Map.of("reduceonplateau", "reduce-on-plateau", "invsqrt", "inverse-sqrt"),
          ComponentType.SEARCH,
          Map.of(
              "topk", "top-k",
              "delayedbeam", "delayed-beam",
              "delayednucleusbeam", "delayed-nucleus-beam"),
          ComponentType.TOKENIZER,
          Map.of("bpe", "subword-bpe"),
          ComponentType.MODEL,
          // ParlAI's examples/seq2seq is the LSTM of its tutorial, which is example-tga here; the
          // plugin example-seq2seq is the whole agent of an older tutorial, a GRU.
          Map.of("transformer/generator", "transformer", "examples/seq2seq", "example-tga"));

  private final Map<ComponentType, Map<String, ComponentFactory>> factories =
      new EnumMap<>(ComponentType.class);
  private final IdentityHashMap<ComponentFactory, String> origins = new IdentityHashMap<>();
  private final List<String> problems = new ArrayList<>();
  private final ClassNames classNames;
  private final List<String> sources;

  /**
   * A catalog of these components.
   *
   * @param sources earlier ones win where a name is taken twice
   * @param notes what went wrong before, such as jars that could not be loaded; shown where a name
   *     is not found
   * @param classNames finds what is named by its class
   */
  public ComponentCatalog(
      List<ComponentSource> sources, List<String> notes, ClassNames classNames) {
    this.classNames = classNames;
    this.sources = sources.stream().map(ComponentSource::name).toList();
    this.problems.addAll(notes);
    for (ComponentKind<?> kind : ComponentKind.ALL) {
      Map<String, ComponentFactory> byName = new TreeMap<>();
      factories.put(kind.type(), byName);
      for (ComponentSource source : sources) {
        source
            .factories()
            .getOrDefault(kind.type(), List.of())
            .forEach(factory -> add(kind, source, factory, byName));
      }
    }
  }

  /** The runtime's own components, then those of the plugins. This reads the plugins folders. */
  public static ComponentCatalog of(PluginRegistry registry) {
    List<ComponentSource> sources = new ArrayList<>();
    sources.add(ComponentSource.of("rookery", new BuiltInPlugin()));
    registry.plugins().forEach(plugin -> sources.add(ComponentSource.of(plugin)));
    return new ComponentCatalog(
        sources,
        registry.problems().stream().map(PluginProblem::toString).toList(),
        (type, name) -> registry.find(type, name).map(LoadedComponent::factory));
  }

  /** The plugins, with their versions. */
  public List<String> sources() {
    return sources;
  }

  private void add(
      ComponentKind<?> kind,
      ComponentSource source,
      ComponentFactory factory,
      Map<String, ComponentFactory> byName) {
    ComponentFactory earlier = byName.putIfAbsent(factory.name(), factory);
    if (earlier == null) {
      origins.put(factory, source.name());
    } else {
      problems.add(
          source.name()
              + ": its "
              + kind
              + " \""
              + factory.name()
              + "\" is left out, for "
              + sourceOf(earlier)
              + " has one of that name; rename or remove one of the two");
    }
  }

  /**
   * Finds a component without complaint.
   *
   * @param name as the user wrote it; underscores count as hyphens. The full name of a factory
   *     class in any plugin works too, and so does that of the component's class, where its factory
   *     is called {@code XFactory} or {@code X.Factory}
   */
  public <F extends ComponentFactory> Optional<F> lookUp(ComponentKind<F> kind, String name) {
    Map<String, ComponentFactory> byName = named(kind);
    ComponentFactory found = byName.get(name);
    if (found == null) {
      found = byName.get(name.replace('_', '-').toLowerCase(Locale.ROOT));
    }
    if (found == null) {
      Map<String, String> parlai = PARLAI_NAMES.getOrDefault(kind.type(), Map.of());
      found = byName.get(parlai.getOrDefault(name, name));
    }
    if (found == null && name.indexOf('.') > 0) {
      found = ofClass(kind, name);
    }
    return Optional.ofNullable(found).map(kind.factoryType()::cast);
  }

  /** Whether two names are of one component; names of none are so only if they are equal. */
  public boolean sameName(ComponentKind<?> kind, String a, String b) {
    return a.equals(b) || lookUp(kind, a).filter(found -> isCalled(kind, b, found)).isPresent();
  }

  private boolean isCalled(ComponentKind<?> kind, String name, ComponentFactory factory) {
    return lookUp(kind, name).filter(found -> found.name().equals(factory.name())).isPresent();
  }

  private @Nullable ComponentFactory ofClass(ComponentKind<?> kind, String name) {
    for (String className : List.of(name + "Factory", name + "$Factory", name)) {
      Optional<? extends ComponentFactory> found = classNames.find(kind.type(), className);
      if (found.isPresent()) {
        return found.get();
      }
    }
    return null;
  }

  /** Finds a component; adds a problem with the nearest name and all names if there is none. */
  public <F extends ComponentFactory> Optional<F> find(
      ComponentKind<F> kind, String name, String origin, Problems found) {
    Optional<F> factory = lookUp(kind, name);
    if (factory.isEmpty()) {
      found.unknownName(kind.word(), name, origin, names(kind));
    }
    return factory;
  }

  /** The components of a kind, by name. */
  public <F extends ComponentFactory> List<F> all(ComponentKind<F> kind) {
    return named(kind).values().stream().map(kind.factoryType()::cast).toList();
  }

  /** The names of a kind, in alphabetical order. */
  public List<String> names(ComponentKind<?> kind) {
    return List.copyOf(named(kind).keySet());
  }

  /** Which plugin brought a factory. */
  public String sourceOf(ComponentFactory factory) {
    return origins.getOrDefault(factory, LoadedComponent.classNameOf(factory));
  }

  /** What could not be used, one sentence each. */
  public List<String> problems() {
    return Collections.unmodifiableList(problems);
  }

  private Map<String, ComponentFactory> named(ComponentKind<?> kind) {
    return factories.getOrDefault(kind.type(), Map.of());
  }
}
