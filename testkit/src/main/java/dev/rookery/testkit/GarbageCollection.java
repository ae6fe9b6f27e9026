package dev.rookery.testkit;

import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;

/** Makes the JVM free the native memory that no Java object holds any more. */
public final class GarbageCollection {

  private static final int MILLIS = 10_000;

  private GarbageCollection() {}

  /**
   * Collects garbage and returns when direct buffers that were unreachable before are freed.
   *
   * @throws IllegalStateException if that does not happen within ten seconds
   */
  public static void run() {
    BufferPoolMXBean direct =
        ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
            .filter(pool -> pool.getName().equals("direct"))
            .findFirst()
            .orElseThrow();
    int size = ByteBuffer.allocateDirect(16).capacity();
    long before = direct.getCount();
    for (int waited = 0; waited < MILLIS; waited += 10) {
      System.gc();
      if (direct.getCount() < before) {
        return;
      }
      sleep();
    }
    throw new IllegalStateException("a direct buffer of " + size + " bytes is never freed");
  }

  private static void sleep() {
    try {
      Thread.sleep(10);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
