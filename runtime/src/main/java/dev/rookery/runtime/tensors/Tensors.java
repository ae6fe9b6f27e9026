package dev.rookery.runtime.tensors;

import ai.djl.engine.Engine;
import dev.rookery.runtime.config.Experiment;
import dev.rookery.runtime.config.Sections;

/**
 * The tensor library's start. It must happen on the thread that computes (autograd's switch is a
 * thread's own) and under the host's class loader, before a plugin touches a tensor.
 */
public final class Tensors {

  private Tensors() {}

  /** Starts the library, once a process, with the experiment's number of threads. */
  public static void start(Experiment experiment) {
    int threads = experiment.run().get(Sections.THREADS);
    if (threads > 0) {
      System.setProperty("ai.djl.pytorch.num_threads", Integer.toString(threads));
    }
    start();
  }

  /** Starts the library, once a process. */
  public static void start() {
    System.getProperties().putIfAbsent("ai.djl.offline", "true");
    System.getProperties().putIfAbsent("ai.djl.pytorch.graph_optimizer", "false");
    Thread thread = Thread.currentThread();
    ClassLoader loader = thread.getContextClassLoader();
    thread.setContextClassLoader(Tensors.class.getClassLoader());
    try {
      Engine.getEngine("PyTorch");
    } finally {
      thread.setContextClassLoader(loader);
    }
  }

  /** Name and version of the library, which must have been started. */
  public static String version() {
    Engine engine = Engine.getEngine("PyTorch");
    return engine.getEngineName() + " " + engine.getVersion();
  }
}
