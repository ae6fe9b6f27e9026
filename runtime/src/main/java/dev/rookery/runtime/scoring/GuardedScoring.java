package dev.rookery.runtime.scoring;

import dev.rookery.api.scoring.BatchScoringFunction;
import dev.rookery.api.scoring.Score;
import dev.rookery.api.scoring.ScoringFunction;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A scoring function that can't harm a run: each key is scored once, on all cores, within a time
 * limit, and a sequence that makes the function throw, hang or return no number costs its own score
 * only. Scores are remembered as long as this lives.
 */
public final class GuardedScoring implements BatchScoringFunction {

  private final ScoringFunction function;
  private final Duration limit;
  private final int threads;
  private final Map<String, Score> known = new ConcurrentHashMap<>();
  private ExecutorService workers;

  /**
   * Guards a function, and closes it when this is closed.
   *
   * @param limit how long one sequence may take
   * @param threads how many are scored at once
   */
  public GuardedScoring(ScoringFunction function, Duration limit, int threads) {
    this.function = function;
    this.limit = limit;
    this.threads = threads;
    workers = newWorkers();
  }

  private ExecutorService newWorkers() {
    ThreadFactory daemons =
        work -> {
          Thread thread = new Thread(work, "scoring");
          thread.setDaemon(true); // one that hangs must not keep the process alive
          return thread;
        };
    return Executors.newFixedThreadPool(threads, daemons);
  }

  @Override
  public List<String> parts() {
    return function.parts();
  }

  @Override
  public String key(String sequence) {
    return function.key(sequence);
  }

  @Override
  public boolean remembers() {
    return function.remembers();
  }

  @Override
  public Optional<String> picture(String sequence) {
    try {
      return function.picture(sequence);
    } catch (Exception e) {
      return Optional.empty();
    }
  }

  @Override
  public Optional<String> variant(String sequence, SplittableRandom random) {
    try {
      return function.variant(sequence, random);
    } catch (Exception e) {
      return Optional.empty();
    }
  }

  /** In the caller's thread and without the time limit, for functions around this one. */
  @Override
  public Score score(String sequence) {
    if (function.remembers()) {
      return one(sequence);
    }
    String key = keyOrSelf(sequence);
    Score before = known.get(key);
    if (before != null) {
      return before;
    }
    Score score = one(sequence);
    known.put(key, score);
    return score;
  }

  private Score one(String sequence) {
    try {
      if (function instanceof BatchScoringFunction) {
        synchronized (this) {
          return checked(function.score(sequence));
        }
      }
      return checked(function.score(sequence));
    } catch (Exception | StackOverflowError e) {
      return Score.none(this, reason(e));
    }
  }

  @Override
  public List<Score> scoreAll(List<String> sequences) {
    if (function.remembers()) {
      return inOrder(sequences);
    }
    Map<String, String> keys = keys(sequences);
    Map<String, String> missing = new LinkedHashMap<>();
    for (String sequence : sequences) {
      String key = keys.get(sequence);
      if (!known.containsKey(key)) {
        missing.putIfAbsent(key, sequence);
      }
    }
    if (function instanceof BatchScoringFunction batches) {
      scoreTogether(batches, missing);
    } else {
      scoreApart(missing);
    }
    return sequences.stream().map(sequence -> known.get(keys.get(sequence))).toList();
  }

  private synchronized List<Score> inOrder(List<String> sequences) {
    if (function instanceof BatchScoringFunction batches) {
      try {
        return batches.scoreAll(sequences).stream().map(this::checked).toList();
      } catch (Exception e) {
        return sequences.stream().map(sequence -> Score.none(this, reason(e))).toList();
      }
    }
    return sequences.stream().map(this::one).toList();
  }

  /** What each sequence's score depends on; that takes time too, so it is spread and limited. */
  private Map<String, String> keys(List<String> sequences) {
    Map<String, Future<String>> asked = new LinkedHashMap<>();
    for (String sequence : new LinkedHashSet<>(sequences)) {
      asked.put(sequence, workers.submit(() -> keyOrSelf(sequence)));
    }
    Map<String, String> keys = new LinkedHashMap<>();
    asked.forEach((sequence, future) -> keys.put(sequence, await(future, sequence)));
    return keys;
  }

  private String await(Future<String> future, String sequence) {
    try {
      return future.get(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException | ExecutionException e) {
      future.cancel(true);
      return sequence;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return sequence;
    }
  }

  /** What the score depends on; the sequence itself if that can't be told. */
  public String keyOrSelf(String sequence) {
    try {
      return function.key(sequence);
    } catch (RuntimeException | StackOverflowError e) {
      return sequence; // its score will say what is wrong with it
    }
  }

  private synchronized void scoreTogether(
      BatchScoringFunction batches, Map<String, String> missing) {
    if (missing.isEmpty()) {
      return;
    }
    List<String> sequences = List.copyOf(missing.values());
    List<Score> scores;
    try {
      scores = batches.scoreAll(sequences);
      if (scores.size() != sequences.size()) {
        throw new IllegalStateException(
            scores.size() + " scores came back for " + sequences.size() + " sequences");
      }
    } catch (Exception e) {
      scores = sequences.stream().map(sequence -> Score.none(this, reason(e))).toList();
    }
    List<String> keys = List.copyOf(missing.keySet());
    for (int i = 0; i < keys.size(); i++) {
      known.put(keys.get(i), checked(scores.get(i)));
    }
  }

  private void scoreApart(Map<String, String> missing) {
    Map<String, Future<Score>> asked = new LinkedHashMap<>();
    missing.forEach((key, sequence) -> asked.put(key, workers.submit(() -> one(sequence))));
    Set<String> late = new LinkedHashSet<>();
    List<String> keys = new ArrayList<>(asked.keySet());
    for (String key : keys) {
      try {
        known.put(key, asked.get(key).get(limit.toMillis(), TimeUnit.MILLISECONDS));
      } catch (TimeoutException e) {
        late.add(key);
        asked.get(key).cancel(true);
      } catch (ExecutionException e) {
        known.put(key, Score.none(this, reason(e.getCause())));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        late.add(key);
      }
    }
    for (String key : late) {
      known.put(key, Score.none(this, "no score within " + limit.toMillis() + " ms"));
    }
    if (!late.isEmpty()) {
      workers.shutdownNow(); // threads that hang are left behind
      workers = newWorkers();
    }
  }

  private Score checked(Score score) {
    return Double.isFinite(score.value())
        ? score
        : Score.none(this, "the score is " + score.value());
  }

  private static String reason(Throwable thrown) {
    String message = thrown.getMessage();
    return message == null ? thrown.getClass().getSimpleName() : message;
  }

  @Override
  public void close() {
    workers.shutdownNow();
    function.close();
  }
}
