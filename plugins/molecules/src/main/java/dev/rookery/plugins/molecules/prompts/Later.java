package dev.rookery.plugins.molecules.prompts;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What is worked out when it is first asked for. Several threads may do so at once, so it must be
 * the same each time.
 */
final class Later<T> implements Supplier<T> {

  private final Supplier<T> work;
  private volatile @Nullable T result;

  Later(Supplier<T> work) {
    this.work = work;
  }

  @Override
  public T get() {
    T known = result;
    if (known == null) {
      known = work.get();
      result = known;
    }
    return known;
  }
}
