package dev.rookery.testkit;

import dev.rookery.api.ComponentFactory;
import dev.rookery.api.Components;
import dev.rookery.api.settings.ComponentRef;
import dev.rookery.api.settings.Problems;
import dev.rookery.api.settings.Settings;
import dev.rookery.api.settings.SettingsSpec;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Finds those components that a test gives, by their names. */
public final class TestingComponents implements Components {

  private final List<ComponentFactory> factories;

  private TestingComponents(List<ComponentFactory> factories) {
    this.factories = factories;
  }

  /** These components and no others. */
  public static TestingComponents of(ComponentFactory... factories) {
    return new TestingComponents(List.copyOf(Arrays.asList(factories)));
  }

  @Override
  public <F extends ComponentFactory> Found<F> find(Class<F> type, ComponentRef ref) {
    List<F> ofType = factories.stream().filter(type::isInstance).map(type::cast).toList();
    Problems problems = new Problems();
    Optional<F> found = ofType.stream().filter(f -> f.name().equals(ref.name())).findFirst();
    if (found.isEmpty()) {
      problems.unknownName(
          type.getSimpleName(),
          ref.name(),
          ref.origin(),
          ofType.stream().map(ComponentFactory::name).toList());
    }
    SettingsSpec spec = found.map(ComponentFactory::settings).orElse(SettingsSpec.none());
    Settings settings = found.isEmpty() ? spec.defaults() : spec.read(ref.options(), problems);
    problems.throwIfAny();
    return new Found<>(found.orElseThrow(), settings);
  }
}
