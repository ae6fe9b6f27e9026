package dev.rookery.runtime.tensors;

import ai.djl.pytorch.jni.JniUtils;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Threads that compute at once, each with its share of the threads that libtorch computes with.
 * Where a computation is made of many small operations, several of them beside each other take less
 * time than one after the other with all threads, which mostly wait for each other.
 *
 * <p>Nothing can be learned on them: they record nothing for gradients.
 */
public final class TensorThreads implements Executor, AutoCloseable {

  /** More batches at once take more memory and hardly less time. */
  private static final int USUALLY_AT_MOST = 4;

  /** Computations for each thread that are begun before the first result is taken. */
  public static final int AHEAD = 2;

  private final int count;
  private final int all;
  private final ExecutorService threads;

  /**
   * Makes the threads, which the same thread closes.
   *
   * @param count how many; no more than libtorch computes with
   */
  public TensorThreads(int count) {
    Tensors.start();
    all = JniUtils.getNumThreads();
    this.count = Math.min(count, all);
    AtomicInteger number = new AtomicInteger();
    threads =
        Executors.newFixedThreadPool(
            this.count, work -> thread(work, share(number.getAndIncrement())));
  }

  /**
   * How many threads to make.
   *
   * @param wanted 0 for as many as make good use of libtorch's threads
   * @param computations that there are to do
   * @return 1 if a single computation at a time will do
   */
  public static int countFor(int wanted, long computations) {
    if (wanted == 1 || computations <= 1) {
      return 1;
    }
    Tensors.start();
    int threads = JniUtils.getNumThreads();
    int most = wanted > 0 ? wanted : Math.min(threads, USUALLY_AT_MOST);
    return (int) Math.min(Math.min(most, threads), computations);
  }

  /** The first ones get what is left over. */
  private int share(int number) {
    return all / count + (number < all % count ? 1 : 0);
  }

  public int count() {
    return count;
  }

  private static Thread thread(Runnable work, int share) {
    Runnable begun =
        () -> {
          JniUtils.setNumThreads(share); // of this thread, and of those that begin later
          JniUtils.setGradMode(false);
          work.run();
        };
    Thread thread = new Thread(begun, "tensors");
    thread.setDaemon(true);
    return thread;
  }

  @Override
  public void execute(Runnable work) {
    threads.execute(work);
  }

  /**
   * Does the same to each of several things, several at once.
   *
   * @param things are taken, on the caller's thread, only as far ahead as the threads can use
   * @param results hears the results in the order of the things, on the caller's thread
   */
  public <T, R> void inOrder(Iterator<T> things, Function<T, R> work, Consumer<R> results) {
    Deque<CompletableFuture<R>> begun = new ArrayDeque<>();
    try {
      while (things.hasNext() || !begun.isEmpty()) {
        while (things.hasNext() && begun.size() < AHEAD * count) {
          T thing = things.next();
          begun.add(CompletableFuture.supplyAsync(() -> work.apply(thing), this));
        }
        results.accept(resultOf(begun.remove()));
      }
    } finally {
      begun.forEach(future -> future.cancel(false)); // in case that one failed
    }
  }

  /**
   * Waits for a result.
   *
   * @throws RuntimeException what the work threw
   */
  public static <R> R resultOf(CompletableFuture<R> future) {
    try {
      return future.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      if (e.getCause() instanceof Error cause) {
        throw cause;
      }
      throw e;
    }
  }

  /** Waits for what was begun, and gives libtorch's threads back. */
  @Override
  public void close() {
    threads.shutdown();
    boolean interrupted = false;
    boolean ended = false;
    while (!ended) {
      try {
        ended = threads.awaitTermination(1, TimeUnit.DAYS);
      } catch (InterruptedException e) {
        interrupted = true; // models must not be closed while they are used
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    JniUtils.setNumThreads(all);
  }
}
