package dev.rookery.runtime.experiment;

import dev.rookery.api.ComponentFactory;
import dev.rookery.api.Components;
import dev.rookery.api.settings.ComponentRef;
import dev.rookery.api.settings.Problems;
import dev.rookery.api.settings.Settings;
import dev.rookery.runtime.catalog.ComponentCatalog;
import dev.rookery.runtime.catalog.ComponentKind;
import jakarta.inject.Inject;
import java.util.Optional;

/** Finds components in the catalog. */
public final class CatalogComponents implements Components {

  private final ComponentCatalog catalog;

  /** Finds components outside a run. */
  public static CatalogComponents of(ComponentCatalog catalog) {
    return new CatalogComponents(catalog);
  }

  @Inject
  CatalogComponents(ComponentCatalog catalog) {
    this.catalog = catalog;
  }

  @Override
  public <F extends ComponentFactory> Found<F> find(Class<F> type, ComponentRef ref) {
    Problems problems = new Problems();
    Optional<F> factory = catalog.find(kind(type), ref.name(), ref.origin(), problems);
    Settings settings =
        factory
            .map(found -> found.settings().read(ref.options(), problems))
            .orElseGet(() -> dev.rookery.api.settings.SettingsSpec.none().defaults());
    problems.throwIfAny();
    return new Found<>(factory.orElseThrow(), settings);
  }

  @SuppressWarnings("unchecked") // a kind is known by its factory type
  private static <F extends ComponentFactory> ComponentKind<F> kind(Class<F> type) {
    return (ComponentKind<F>)
        ComponentKind.ALL.stream()
            .filter(kind -> kind.factoryType() == type)
            .findFirst()
            .orElseThrow(
                () -> new IllegalArgumentException(type + " is not the factory of a component"));
  }
}
