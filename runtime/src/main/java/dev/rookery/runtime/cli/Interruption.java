package dev.rookery.runtime.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * While it is open, Ctrl-C (or a plain kill) asks the work to stop and waits for it, instead of
 * ending the process at once.
 */
final class Interruption implements AutoCloseable {

  private static final long PATIENCE_SECONDS = 120;

  private final CountDownLatch done = new CountDownLatch(1);
  private final ProgressLines progress;
  private final Thread hook;

  Interruption(Runnable stop, ProgressLines progress) {
    this.progress = progress;
    hook =
        new Thread(
            () -> {
              progress.say("stopping: saving a checkpoint first …");
              stop.run();
              try {
                if (!done.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                  progress.say("it takes too long; the last checkpoint stays");
                }
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            },
            "interruption");
    Runtime.getRuntime().addShutdownHook(hook);
  }

  /**
   * Does the work. If it fails while the process is ending, that is said here, as nobody else will
   * get to it.
   */
  <T> T guard(Supplier<T> work) {
    try {
      return work.get();
    } catch (RuntimeException e) {
      if (hook.isAlive()) {
        progress.say("error: " + e.getMessage());
      }
      throw e;
    }
  }

  @Override
  public void close() {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      done.countDown(); // the process is ending, and the hook waits for us
    }
  }
}
