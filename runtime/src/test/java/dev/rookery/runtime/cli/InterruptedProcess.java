package dev.rookery.runtime.cli;

import java.util.concurrent.CountDownLatch;

/** A program whose work never ends by itself; the argument says whether a stop is waited for. */
public final class InterruptedProcess {

  private InterruptedProcess() {}

  public static void main(String[] args) {
    boolean waits = Boolean.parseBoolean(args[0]);
    ProgressLines progress = new ProgressLines(System.out, false, line -> {});
    try (Interruption interruption = new Interruption(() -> waits, "nothing is lost", progress)) {
      progress.say("ready");
      interruption.guard(InterruptedProcess::forever);
    }
  }

  private static Void forever() {
    try {
      new CountDownLatch(1).await();
      throw new AssertionError("it goes on for ever");
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
