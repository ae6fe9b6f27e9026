package dev.rookery.runtime.scoring;

import dev.rookery.api.scoring.BatchScoringFunction;
import dev.rookery.api.scoring.Score;
import dev.rookery.api.scoring.ScoringEndedException;
import dev.rookery.api.scoring.ScoringFunction;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A scoring function that can't harm a run: each key is scored once, on all cores, within a time
 * limit, and a sequence that makes the function throw, hang or return no number costs its own score
 * only; {@link ScoringEndedException} alone comes through. Scores are remembered as long as this
 * lives.
 */
public final class GuardedScoring implements BatchScoringFunction {

  private final ScoringFunction function;
  private final TimedWorkers workers;
  private final Map<String, Score> known = new ConcurrentHashMap<>();

  /**
   * Guards a function, and closes it when this is closed.
   *
   * @param limit how long one sequence may take
   * @param threads how many are scored at once
   */
  public GuardedScoring(ScoringFunction function, Duration limit, int threads) {
    this.function = function;
    workers = new TimedWorkers(limit, threads);
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
    } catch (ScoringEndedException e) {
      throw e;
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
      } catch (ScoringEndedException e) {
        throw e;
      } catch (Exception e) {
        return sequences.stream().map(sequence -> Score.none(this, reason(e))).toList();
      }
    }
    return sequences.stream().map(this::one).toList();
  }

  /**
   * What the score of each sequence depends on; the sequence itself if that can't be told. It takes
   * time too, so it is spread over the cores and limited.
   */
  public Map<String, String> keys(Collection<String> sequences) {
    Map<String, String> keys = new LinkedHashMap<>();
    workers
        .each(sequences, this::keyOrSelf)
        .forEach((sequence, key) -> keys.put(sequence, key.value().orElse(sequence)));
    return keys;
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
    } catch (ScoringEndedException e) {
      remember(List.copyOf(missing.keySet()), e.scored());
      throw e;
    } catch (Exception e) {
      scores = sequences.stream().map(sequence -> Score.none(this, reason(e))).toList();
    }
    remember(List.copyOf(missing.keySet()), scores);
  }

  private void remember(List<String> keys, List<Score> scores) {
    for (int i = 0; i < scores.size(); i++) {
      known.put(keys.get(i), checked(scores.get(i)));
    }
  }

  /** The score of a sequence that was scored before, unless scores aren't remembered. */
  public Optional<Score> known(String sequence) {
    return Optional.ofNullable(known.get(keyOrSelf(sequence)));
  }

  private void scoreApart(Map<String, String> missing) {
    Map<String, TimedWorkers.Outcome<Score>> scores = workers.each(missing.values(), this::one);
    missing.forEach(
        (key, sequence) -> {
          TimedWorkers.Outcome<Score> outcome = scores.get(sequence);
          known.put(key, outcome.value().orElseGet(() -> Score.none(this, outcome.problem())));
        });
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
    workers.close();
    function.close();
  }
}
