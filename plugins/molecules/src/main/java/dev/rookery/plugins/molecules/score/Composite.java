package dev.rookery.plugins.molecules.score;

import dev.rookery.api.scoring.BatchScoringFunction;
import dev.rookery.api.scoring.Score;
import dev.rookery.api.scoring.ScoringFunction;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Collectors;

/** A function of the scores of other functions, which it closes. */
abstract class Composite implements BatchScoringFunction {

  private final List<ScoringFunction> inner;

  Composite(List<ScoringFunction> inner) {
    this.inner = List.copyOf(inner);
  }

  /**
   * The score of a sequence.
   *
   * @param scores of the other functions, in their order, none of them with a problem
   */
  abstract Score combined(String sequence, List<Score> scores);

  @Override
  public List<Score> scoreAll(List<String> sequences) throws Exception {
    List<List<Score>> columns = new ArrayList<>();
    for (ScoringFunction each : inner) {
      columns.add(scores(each, sequences));
    }
    List<Score> all = new ArrayList<>();
    for (int row = 0; row < sequences.size(); row++) {
      List<Score> scores = new ArrayList<>();
      for (List<Score> column : columns) {
        scores.add(column.get(row));
      }
      Optional<String> problem =
          scores.stream().flatMap(score -> score.problem().stream()).findFirst();
      all.add(
          problem.isPresent()
              ? Score.none(this, problem.get())
              : guarded(sequences.get(row), scores));
    }
    return all;
  }

  /** One that makes the combination fail costs its own score only. */
  private Score guarded(String sequence, List<Score> scores) {
    try {
      return combined(sequence, scores);
    } catch (RuntimeException | StackOverflowError e) {
      return Score.none(this, String.valueOf(e.getMessage()));
    }
  }

  /** Names of parts; one that is there again gets a number. */
  static List<String> numbered(List<String> names) {
    List<String> numbered = new ArrayList<>();
    for (String name : names) {
      String free = name;
      for (int i = 2; numbered.contains(free); i++) {
        free = name + "-" + i;
      }
      numbered.add(free);
    }
    return List.copyOf(numbered);
  }

  /** The name of a function, and those of its parts. */
  static List<String> names(String name, ScoringFunction function) {
    List<String> names = new ArrayList<>(List.of(name));
    names.addAll(function.parts());
    return numbered(names);
  }

  private static List<Score> scores(ScoringFunction function, List<String> sequences)
      throws Exception {
    if (function instanceof BatchScoringFunction batch) {
      return batch.scoreAll(sequences);
    }
    return sequences.parallelStream().map(sequence -> scored(function, sequence)).toList();
  }

  private static Score scored(ScoringFunction function, String sequence) {
    try {
      return function.score(sequence);
    } catch (Exception e) {
      return Score.none(function, String.valueOf(e.getMessage()));
    }
  }

  /** All keys of the other functions, each once. */
  @Override
  public String key(String sequence) {
    return inner.stream()
        .map(each -> each.key(sequence))
        .distinct()
        .collect(Collectors.joining("\n"));
  }

  @Override
  public boolean remembers() {
    return inner.stream().anyMatch(ScoringFunction::remembers);
  }

  /** The first that one of the other functions has. */
  @Override
  public Optional<String> picture(String sequence) throws Exception {
    for (ScoringFunction each : inner) {
      Optional<String> picture = each.picture(sequence);
      if (picture.isPresent()) {
        return picture;
      }
    }
    return Optional.empty();
  }

  /** The first that one of the other functions has. */
  @Override
  public Optional<String> variant(String sequence, SplittableRandom random) throws Exception {
    for (ScoringFunction each : inner) {
      Optional<String> variant = each.variant(sequence, random);
      if (variant.isPresent()) {
        return variant;
      }
    }
    return Optional.empty();
  }

  @Override
  public void close() {
    inner.forEach(ScoringFunction::close);
  }
}
