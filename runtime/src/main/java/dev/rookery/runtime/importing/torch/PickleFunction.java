package dev.rookery.runtime.importing.torch;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a pickle may call instead of one of Python's functions or classes. */
@FunctionalInterface
interface PickleFunction {

  /**
   * Makes the object.
   *
   * @throws PickleException if the arguments are not those of the function
   */
  @Nullable Object call(List<@Nullable Object> arguments) throws PickleException;
}
