package dev.rookery.runtime.catalog;

import dev.rookery.api.ComponentFactory;
import dev.rookery.api.ComponentType;
import java.util.Optional;

/** Finds factories that no plugin lists, by their class. */
@FunctionalInterface
public interface ClassNames {

  /** Nothing is found by its class name. */
  ClassNames NONE = (type, name) -> Optional.empty();

  /** The factory of this full class name. */
  Optional<? extends ComponentFactory> find(ComponentType type, String className);
}
