package dev.rookery.runtime.cli;

import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jline.utils.Signals;

/**
 * While it is open, Ctrl-C (or a plain kill) asks the work to stop and waits for it, instead of
 * ending the process at once. Where there is nothing to wait for, and at a second Ctrl-C, the
 * process ends at once all the same. So it does at a second plain kill.
 */
final class Interruption implements AutoCloseable {

  private static final long PATIENCE_SECONDS = 120;

  /** What shells give for a program that a signal has ended: 128 and the signal's number. */
  private static final Map<String, Integer> EXIT_CODES = Map.of("INT", 130, "TERM", 143);

  private final CountDownLatch done = new CountDownLatch(1);
  private final ProgressLines progress;
  private final Thread hook;

  /**
   * Begins to listen.
   *
   * @param stop asks the work to end; says whether that is worth waiting for
   * @param nothingLost what to say if it isn't
   */
  Interruption(BooleanSupplier stop, String nothingLost, ProgressLines progress) {
    this.progress = progress;
    hook = new Thread(() -> end(stop, nothingLost), "interruption");
    Runtime.getRuntime().addShutdownHook(hook);
  }

  private void end(BooleanSupplier stop, String nothingLost) {
    // The system's own handler does nothing while the process is ending already.
    EXIT_CODES.forEach(
        (signal, code) -> Signals.register(signal, () -> Runtime.getRuntime().halt(code)));
    if (!stop.getAsBoolean()) {
      progress.say(nothingLost);
      return;
    }
    progress.say("stopping: saving a checkpoint first … (Ctrl-C again ends at once)");
    try {
      if (!done.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        progress.say("it takes too long; the last checkpoint stays");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
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
