package dev.rookery.runtime.wiring;

import com.google.inject.AbstractModule;
import com.google.inject.CreationException;
import com.google.inject.Guice;
import com.google.inject.Injector;
import com.google.inject.Module;
import com.google.inject.Stage;
import com.google.inject.spi.Message;
import java.util.ArrayList;
import java.util.List;

/** Makes the injector of one run. Nothing is bound that no module names. */
public final class RunInjector {

  private RunInjector() {}

  /**
   * An injector of these modules, strict. Everything is made at once, so that what is wrong with a
   * component's settings or files shows here.
   *
   * @throws RuntimeException as a component threw it
   */
  public static Injector of(Module... modules) {
    List<Module> all = new ArrayList<>(List.of(modules));
    all.add(new StrictModule());
    try {
      return Guice.createInjector(Stage.PRODUCTION, all);
    } catch (CreationException e) {
      // One mistake may be told several times, once for each component that needed another.
      for (Message message : e.getErrorMessages()) {
        Throwable cause = message.getCause();
        if (cause instanceof RuntimeException thrown) {
          throw thrown;
        }
        if (cause instanceof Error thrown) {
          throw thrown;
        }
      }
      throw e;
    }
  }

  private static final class StrictModule extends AbstractModule {
    @Override
    protected void configure() {
      binder().requireExplicitBindings();
      binder().requireExactBindingAnnotations();
      binder().requireAtInjectOnConstructors();
      binder().disableCircularProxies();
    }
  }
}
