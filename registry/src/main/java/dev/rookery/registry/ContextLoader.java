package dev.rookery.registry;

/** The thread's context class loader, through which many libraries look for their parts. */
final class ContextLoader {

  /** Something that calls a plugin's code. */
  @FunctionalInterface
  interface Call<T, E extends Exception> {
    T run() throws E;
  }

  private ContextLoader() {}

  /** Sets the thread's context class loader for one call and puts the former one back. */
  static <T, E extends Exception> T during(ClassLoader loader, Call<T, E> call) throws E {
    Thread thread = Thread.currentThread();
    ClassLoader former = thread.getContextClassLoader();
    thread.setContextClassLoader(loader);
    try {
      return call.run();
    } finally {
      thread.setContextClassLoader(former);
    }
  }
}
