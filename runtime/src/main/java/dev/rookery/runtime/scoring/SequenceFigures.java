package dev.rookery.runtime.scoring;

import dev.rookery.api.scoring.Score;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What share of the sequences that a policy wrote is valid, unique and novel. */
public final class SequenceFigures {

  public static final String VALID = "valid";
  public static final String UNIQUE = "unique";
  public static final String NOVEL = "novel";

  private SequenceFigures() {}

  /**
   * Counts.
   *
   * @param check scores what can be used; without one, everything can
   * @param known keys of sequences that are not novel
   * @return {@code valid}, the share of all, where there is a check; {@code unique}, the share of
   *     these that differs; {@code novel}, the share of the different ones that isn't known, where
   *     there is something known
   */
  public static Map<String, Double> of(
      List<String> sequences, Optional<GuardedScoring> check, Optional<Set<String>> known) {
    Map<String, Double> figures = new LinkedHashMap<>();
    List<String> usable = sequences;
    if (check.isPresent()) {
      List<Score> scores = check.get().scoreAll(sequences);
      usable = new ArrayList<>();
      for (int i = 0; i < sequences.size(); i++) {
        if (scores.get(i).problem().isEmpty()) {
          usable.add(check.get().keyOrSelf(sequences.get(i)));
        }
      }
      figures.put(VALID, share(usable.size(), sequences.size()));
    }
    Set<String> different = new HashSet<>(usable);
    figures.put(UNIQUE, share(different.size(), usable.size()));
    known.ifPresent(
        keys -> {
          long fresh = different.stream().filter(each -> !keys.contains(each)).count();
          figures.put(NOVEL, share(fresh, different.size()));
        });
    return figures;
  }

  private static double share(long part, long whole) {
    return whole == 0 ? 0 : (double) part / whole;
  }
}
