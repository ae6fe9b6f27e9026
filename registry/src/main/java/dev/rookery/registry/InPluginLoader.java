package dev.rookery.registry;

import dev.rookery.api.ComponentFactory;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;

/**
 * Calls a plugin's factory with the plugin's class loader as the thread's context class loader,
 * whoever calls it: the runtime, or a component of another plugin.
 */
record InPluginLoader(ComponentFactory factory) implements InvocationHandler {

  /**
   * A factory whose every method is called so.
   *
   * @param type the factory's interface, such as {@code AgentFactory.class}
   */
  static ComponentFactory wrap(Class<? extends ComponentFactory> type, ComponentFactory factory) {
    return (ComponentFactory)
        Proxy.newProxyInstance(
            type.getClassLoader(), new Class<?>[] {type}, new InPluginLoader(factory));
  }

  /** The plugin's own factory. */
  static ComponentFactory unwrap(ComponentFactory factory) {
    return Proxy.isProxyClass(factory.getClass())
            && Proxy.getInvocationHandler(factory) instanceof InPluginLoader handler
        ? handler.factory
        : factory;
  }

  @Override
  public Object invoke(Object proxy, Method method, Object[] arguments) throws Throwable {
    if (method.getName().equals("equals") && method.getDeclaringClass() == Object.class) {
      return proxy == arguments[0];
    }
    try {
      return ContextLoader.during(
          factory.getClass().getClassLoader(), () -> method.invoke(factory, arguments));
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }
}
