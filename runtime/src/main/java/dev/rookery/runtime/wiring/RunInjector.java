package dev.rookery.runtime.wiring;

import com.google.inject.AbstractModule;
import com.google.inject.Guice;
import com.google.inject.Injector;
import com.google.inject.Module;
import com.google.inject.Stage;
import java.util.ArrayList;
import java.util.List;

/** Makes the injector of one run. Nothing is bound that no module names. */
public final class RunInjector {

  private RunInjector() {}

  /** An injector of these modules, strict. */
  public static Injector of(Module... modules) {
    List<Module> all = new ArrayList<>(List.of(modules));
    all.add(new StrictModule());
    return Guice.createInjector(Stage.PRODUCTION, all);
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
