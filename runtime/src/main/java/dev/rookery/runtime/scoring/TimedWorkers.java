package dev.rookery.runtime.scoring;

import dev.rookery.api.scoring.ScoringEndedException;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/**
 * Threads that work on many inputs at once, each within a time limit that counts from its own
 * start. One that hangs keeps its thread, and another thread takes that one's place, so that the
 * others neither wait for it nor lose time to it.
 */
final class TimedWorkers implements AutoCloseable {

  private final ThreadPoolExecutor pool;
  private final Duration limit;

  /**
   * Makes workers; threads are started as they are needed.
   *
   * @param limit how long the work on one input may take
   * @param threads on how many inputs is worked at once
   */
  TimedWorkers(Duration limit, int threads) {
    this.limit = limit;
    pool =
        new ThreadPoolExecutor(
            threads,
            threads,
            0,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            work -> {
              Thread thread = new Thread(work, "scoring");
              thread.setDaemon(true); // one that hangs must not keep the process alive
              return thread;
            });
  }

  /**
   * What came of an input.
   *
   * @param value if the work was done
   * @param problem why it was not
   */
  record Outcome<T>(Optional<T> value, String problem) {}

  /** Works on each different input; the outcomes by input, in order. */
  <T> Map<String, Outcome<T>> each(Collection<String> inputs, Function<String, T> work) {
    Map<String, Task<T>> tasks = new LinkedHashMap<>();
    for (String input : new LinkedHashSet<>(inputs)) {
      tasks.put(input, new Task<>(input, work));
    }
    Map<String, Future<T>> futures = new LinkedHashMap<>();
    tasks.forEach((input, task) -> futures.put(input, pool.submit(task)));
    Map<String, Outcome<T>> outcomes = new LinkedHashMap<>();
    tasks.forEach((input, task) -> outcomes.put(input, await(task, futures.get(input))));
    return outcomes;
  }

  private <T> Outcome<T> await(Task<T> task, Future<T> future) {
    while (true) {
      try {
        return new Outcome<>(Optional.of(future.get(task.left(), TimeUnit.NANOSECONDS)), "");
      } catch (TimeoutException e) {
        if (task.left() <= 0) {
          resize(1);
          task.giveUp();
          future.cancel(true);
          return new Outcome<>(Optional.empty(), "no score within " + limit.toMillis() + " ms");
        }
      } catch (ExecutionException e) {
        if (e.getCause() instanceof ScoringEndedException ended) {
          throw ended;
        }
        return new Outcome<>(Optional.empty(), String.valueOf(e.getCause()));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return new Outcome<>(Optional.empty(), "interrupted");
      }
    }
  }

  private synchronized void resize(int more) {
    int size = pool.getCorePoolSize() + more;
    if (more > 0) {
      pool.setMaximumPoolSize(size);
      pool.setCorePoolSize(size);
    } else {
      pool.setCorePoolSize(size);
      pool.setMaximumPoolSize(size);
    }
  }

  private final class Task<T> implements Callable<T> {
    private final String input;
    private final Function<String, T> work;
    private long started = -1;
    private boolean over;
    private boolean givenUp;

    Task(String input, Function<String, T> work) {
      this.input = input;
      this.work = work;
    }

    @Override
    public T call() {
      synchronized (this) {
        started = System.nanoTime();
      }
      try {
        return work.apply(input);
      } finally {
        end();
      }
    }

    /** Nanoseconds that are left to it; all of them as long as it waits for a thread. */
    synchronized long left() {
      return started < 0 ? limit.toNanos() : limit.toNanos() - (System.nanoTime() - started);
    }

    /** Its thread has been replaced; should it come back, there is one too many. */
    synchronized void giveUp() {
      givenUp = true;
      if (over) {
        resize(-1);
      }
    }

    private synchronized void end() {
      over = true;
      if (givenUp) {
        resize(-1);
      }
    }
  }

  @Override
  public void close() {
    pool.shutdownNow();
  }
}
