package dev.rookery.registry.download;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Locks on files that hold between processes and, as the system's file locks don't, between
 * threads. The lock file is deleted at the end.
 */
public final class FileLocks {

  private static final Map<Path, ReentrantLock> THREADS = new ConcurrentHashMap<>();

  private static final byte[] GONE = {1};

  private FileLocks() {}

  /** Waits for the lock. Close the result to give it back. */
  public static Closeable acquire(Path lockFile) throws IOException {
    Path key = lockFile.toAbsolutePath().normalize();
    ReentrantLock thread = THREADS.computeIfAbsent(key, path -> new ReentrantLock());
    thread.lock();
    try {
      FileChannel channel = lock(key);
      return () -> {
        try (channel) {
          Files.deleteIfExists(key);
          channel.write(ByteBuffer.wrap(GONE));
        } finally {
          thread.unlock();
        }
      };
    } catch (IOException | RuntimeException e) {
      thread.unlock();
      throw e;
    }
  }

  /**
   * The former owner deletes the file, so whoever waited may hold a lock on a file that has no name
   * any more; the owner's mark in it tells. (Reading the file by name would not do: where locks are
   * POSIX's, closing any second handle of a file gives up the lock.)
   */
  private static FileChannel lock(Path file) throws IOException {
    while (true) {
      FileChannel channel =
          FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      try {
        if (channel.lock().isValid() && channel.size() == 0) {
          return channel;
        }
      } catch (IOException | RuntimeException e) {
        channel.close();
        throw e;
      }
      channel.close();
    }
  }
}
