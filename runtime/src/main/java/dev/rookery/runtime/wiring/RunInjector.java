package dev.rookery.runtime.wiring;

import com.google.inject.AbstractModule;
import com.google.inject.Binding;
import com.google.inject.Guice;
import com.google.inject.Injector;
import com.google.inject.Module;
import com.google.inject.ProvisionException;
import com.google.inject.Scopes;
import com.google.inject.matcher.Matchers;
import com.google.inject.spi.Message;
import com.google.inject.spi.ProvisionListener;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * The injector of one run. Nothing is bound that no module names; things are made when they are
 * first asked for, and closed with this, the last made first.
 */
public final class RunInjector implements AutoCloseable {

  private final Made made = new Made();
  private final Injector injector;

  /**
   * Binds what the modules say; nothing is made yet.
   *
   * @throws com.google.inject.CreationException if something needs what no module binds
   */
  public RunInjector(Module... modules) {
    List<Module> all = new ArrayList<>(List.of(modules));
    all.add(new StrictModule());
    all.add(
        new AbstractModule() {
          @Override
          protected void configure() {
            bindListener(Matchers.any(), made);
          }
        });
    injector = Guice.createInjector(all);
  }

  /**
   * A thing of the run, made now if it is the first time.
   *
   * @throws RuntimeException as a component threw it
   */
  public <T> T get(Class<T> type) {
    try {
      return injector.getInstance(type);
    } catch (ProvisionException e) {
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

  @Override
  public void close() {
    made.close();
  }

  /** Remembers what has to be closed. */
  private static final class Made implements ProvisionListener, AutoCloseable {
    private final Deque<AutoCloseable> things = new ArrayDeque<>();

    @Override
    public <T> void onProvision(ProvisionInvocation<T> provision) {
      Binding<T> binding = provision.getBinding();
      if (provision.provision() instanceof AutoCloseable thing) {
        if (!Scopes.isSingleton(binding)) {
          throw new IllegalStateException(binding.getKey() + " must be a singleton to be closed");
        }
        things.push(thing);
      }
    }

    /** Closes everything, whatever happens, and throws what happened first. */
    @Override
    public void close() {
      RuntimeException first = null;
      while (!things.isEmpty()) {
        try {
          things.pop().close();
        } catch (Exception e) {
          RuntimeException problem =
              e instanceof RuntimeException thrown ? thrown : new IllegalStateException(e);
          if (first == null) {
            first = problem;
          } else {
            first.addSuppressed(problem);
          }
        }
      }
      if (first != null) {
        throw first;
      }
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
