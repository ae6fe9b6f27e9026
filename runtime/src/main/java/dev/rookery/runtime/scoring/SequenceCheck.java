package dev.rookery.runtime.scoring;

import dev.rookery.api.Components;
import dev.rookery.api.scoring.Score;
import dev.rookery.api.settings.ComponentRef;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * Tells what share of the sequences that a policy wrote is valid, unique and novel. A scoring
 * function knows what is valid, and which sequences stand for the same; without one, every sequence
 * is valid and stands for itself.
 */
public final class SequenceCheck implements AutoCloseable {

  /** The name of no check at all. */
  public static final String NONE = "none";

  private static final String VALID = "valid";
  private static final String UNIQUE = "unique";
  private static final String NOVEL = "novel";
  private static final Duration LIMIT = Duration.ofSeconds(30);

  /**
   * What was found.
   *
   * @param shares {@code valid}, of all, where there is a check; {@code unique}, the different ones
   *     of these; {@code novel}, the share of the different ones that isn't known, where something
   *     is known. Where none is valid there is nothing to take the others of, and they are left out
   * @param noneValid if none is valid, the first with the reason
   */
  public record Found(Map<String, Double> shares, Optional<String> noneValid) {}

  private final Optional<GuardedScoring> function;

  private SequenceCheck(Optional<GuardedScoring> function) {
    this.function = function;
  }

  /** Checks with a function, which is closed with this. */
  public static SequenceCheck with(GuardedScoring function) {
    return new SequenceCheck(Optional.of(function));
  }

  /** Takes every sequence for valid. */
  public static SequenceCheck none() {
    return new SequenceCheck(Optional.empty());
  }

  /**
   * Opens a check.
   *
   * @param reference the scoring function, or {@link #NONE}
   * @param seed the run's
   * @throws dev.rookery.api.UserException if a name or a setting is wrong
   */
  public static SequenceCheck open(Components components, ComponentRef reference, long seed) {
    return reference.name().equals(NONE)
        ? none()
        : with(new Scoring(components, LIMIT, seed).open(reference));
  }

  /** Whether something is checked. */
  public boolean isOne() {
    return function.isPresent();
  }

  /** Another form of a sequence, such as a random SMILES, where there is one. */
  public Optional<String> variant(String sequence, SplittableRandom random) {
    return function.flatMap(known -> known.variant(sequence, random));
  }

  /** What sequences stand for, by which they are compared. */
  public Set<String> keys(Set<String> sequences) {
    return function
        .<Set<String>>map(known -> new HashSet<>(known.keys(sequences).values()))
        .orElse(sequences);
  }

  /** The names of the shares that can be found. */
  public Set<String> figures(boolean novelty) {
    Set<String> names = new LinkedHashSet<>();
    if (isOne()) {
      names.add(VALID);
    }
    names.add(UNIQUE);
    if (novelty) {
      names.add(NOVEL);
    }
    return names;
  }

  /**
   * Counts.
   *
   * @param known {@link #keys} of sequences that are not novel
   */
  public Found look(List<String> sequences, Optional<Set<String>> known) {
    Map<String, Double> shares = new LinkedHashMap<>();
    List<String> valid = sequences;
    Optional<String> noneValid = Optional.empty();
    if (function.isPresent()) {
      List<Score> scores = function.get().scoreAll(sequences);
      valid = new ArrayList<>();
      for (int i = 0; i < sequences.size(); i++) {
        if (scores.get(i).problem().isEmpty()) {
          valid.add(function.get().keyOrSelf(sequences.get(i)));
        }
      }
      shares.put(VALID, share(valid.size(), sequences.size()));
      noneValid = NoneValid.first(sequences, scores);
    }
    if (!valid.isEmpty()) {
      Set<String> different = new HashSet<>(valid);
      shares.put(UNIQUE, share(different.size(), valid.size()));
      known.ifPresent(
          keys -> {
            long fresh = different.stream().filter(each -> !keys.contains(each)).count();
            shares.put(NOVEL, share(fresh, different.size()));
          });
    }
    return new Found(shares, noneValid);
  }

  private static double share(long part, long whole) {
    return whole == 0 ? 0 : (double) part / whole;
  }

  @Override
  public void close() {
    function.ifPresent(GuardedScoring::close);
  }
}
