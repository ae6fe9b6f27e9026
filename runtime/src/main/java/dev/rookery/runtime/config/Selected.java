package dev.rookery.runtime.config;

import dev.rookery.api.ComponentFactory;
import dev.rookery.api.settings.Settings;
import dev.rookery.runtime.catalog.ComponentKind;
import java.util.List;
import java.util.Optional;

/**
 * A component that an experiment names, found and with its settings checked.
 *
 * @param kind what it is
 * @param factory makes it
 * @param name as the user wrote it, such as {@code convai2:self}
 * @param origin where the name was written
 * @param settings what {@link ComponentFactory#settings} declares, read
 * @param parts the components that its settings name, such as a learner's optimizer
 * @param <F> the factory's type
 */
public record Selected<F extends ComponentFactory>(
    ComponentKind<F> kind,
    F factory,
    String name,
    String origin,
    Settings settings,
    List<Selected<?>> parts) {

  public Selected {
    parts = List.copyOf(parts);
  }

  /** The component of this kind that the settings name, if they do. */
  public <P extends ComponentFactory> Optional<Selected<P>> findPart(ComponentKind<P> partKind) {
    for (Selected<?> part : parts) {
      if (part.kind.equals(partKind)) {
        @SuppressWarnings("unchecked") // a selected component of a kind holds that kind's factory
        Selected<P> found = (Selected<P>) part;
        return Optional.of(found);
      }
    }
    return Optional.empty();
  }

  /**
   * The component of this kind that the settings name.
   *
   * @throws IllegalStateException if they name none
   */
  public <P extends ComponentFactory> Selected<P> part(ComponentKind<P> partKind) {
    return findPart(partKind)
        .orElseThrow(
            () ->
                new IllegalStateException(
                    kind + " \"" + name + "\" has no setting that names a " + partKind));
  }
}
