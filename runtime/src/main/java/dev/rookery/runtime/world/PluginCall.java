package dev.rookery.runtime.world;

import dev.rookery.api.UserException;
import dev.rookery.api.settings.SettingsException;
import java.util.Objects;
import java.util.function.Supplier;

/**
 * A call into a plugin. What it throws tells whose mistake it is: a problem of the user is passed
 * on as it is, anything else says that the plugin failed.
 *
 * @param who is called, such as {@code task "convai2" (class com.acme.ConvAi2)}
 */
public record PluginCall(String who) {

  /**
   * Calls.
   *
   * @throws UserException in place of an exception of the plugin, which is its cause
   */
  public <T> T run(Supplier<T> call) {
    try {
      return Objects.requireNonNull(call.get(), "null was returned");
    } catch (UserException | SettingsException e) {
      throw e;
    } catch (RuntimeException | LinkageError e) {
      throw new UserException(
          who
              + " failed: "
              + e.toString().strip().replaceAll("\\s*\\R\\s*", "; ")
              + ". That is a mistake in its plugin; --stack-trace shows where",
          e);
    }
  }

  /** Calls what returns nothing. */
  public void run(Runnable call) {
    run(
        () -> {
          call.run();
          return "done";
        });
  }
}
