package dev.rookery.registry.download;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/** Breaks off a connection that has been silent for too long; reading then fails. */
final class StallGuard extends FilterInputStream {

  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "rookery-download-stall");
            thread.setDaemon(true);
            return thread;
          });
  private final ScheduledFuture<?> check;
  private final Duration stall;
  private volatile long lastByte = System.nanoTime();
  private volatile boolean stalled;

  StallGuard(InputStream in, Duration stall) {
    super(in);
    this.stall = stall;
    long period = Math.max(1, stall.toMillis() / 4);
    check = clock.scheduleAtFixedRate(this::check, period, period, TimeUnit.MILLISECONDS);
  }

  private void check() {
    if (System.nanoTime() - lastByte > stall.toNanos()) {
      stalled = true;
      check.cancel(false);
      try {
        in.close();
      } catch (IOException e) {
        // The reader hears of it.
      }
    }
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    int n;
    try {
      n = in.read(buffer, offset, length);
    } catch (IOException e) {
      throw stalled ? silent() : e;
    }
    if (n < 0 && stalled) {
      throw silent();
    }
    lastByte = System.nanoTime();
    return n;
  }

  private IOException silent() {
    return new IOException("no data for " + stall.toSeconds() + " s");
  }

  @Override
  public void close() throws IOException {
    clock.shutdownNow();
    super.close();
  }
}
