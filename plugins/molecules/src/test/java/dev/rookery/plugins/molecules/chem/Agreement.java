package dev.rookery.plugins.molecules.chem;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** How far a figure of ours agrees with RDKit's over many molecules. */
final class Agreement {

  private record Pair(String smiles, double ours, double theirs) {

    double difference() {
      return Math.abs(ours - theirs);
    }
  }

  private final String name;
  private final double tolerance;
  private final List<Pair> pairs = new ArrayList<>();

  /**
   * @param tolerance up to which difference two values are equal
   */
  Agreement(String name, double tolerance) {
    this.name = name;
    this.tolerance = tolerance;
  }

  void add(String smiles, double ours, double theirs) {
    pairs.add(new Pair(smiles, ours, theirs));
  }

  double equal() {
    return (double) pairs.stream().filter(pair -> pair.difference() <= tolerance).count()
        / pairs.size();
  }

  double meanDifference() {
    return pairs.stream().mapToDouble(Pair::difference).average().orElseThrow();
  }

  double correlation() {
    double ours = pairs.stream().mapToDouble(Pair::ours).average().orElseThrow();
    double theirs = pairs.stream().mapToDouble(Pair::theirs).average().orElseThrow();
    double both = 0;
    double a = 0;
    double b = 0;
    for (Pair pair : pairs) {
      both += (pair.ours() - ours) * (pair.theirs() - theirs);
      a += (pair.ours() - ours) * (pair.ours() - ours);
      b += (pair.theirs() - theirs) * (pair.theirs() - theirs);
    }
    return a == 0 && b == 0 ? 1 : both / Math.sqrt(a * b);
  }

  /** Molecule by molecule what differs. */
  String differences() {
    StringBuilder text = new StringBuilder();
    for (Pair pair : pairs) {
      if (pair.difference() > tolerance) {
        text.append(
            String.format(
                Locale.ROOT,
                "%n%s: %.6g, RDKit %.6g: %s",
                name,
                pair.ours(),
                pair.theirs(),
                pair.smiles()));
      }
    }
    return text.toString();
  }

  /** A line of the table in docs/molecules.md. */
  String row() {
    return String.format(
        Locale.ROOT,
        "| %s | %d of %d | %.4f | %.4f |",
        name,
        Math.round(equal() * pairs.size()),
        pairs.size(),
        correlation(),
        meanDifference());
  }

  void isEqualFor(double share) {
    assertThat(equal()).as(name + " differs" + differences()).isGreaterThanOrEqualTo(share);
  }

  void correlates(double least) {
    assertThat(correlation())
        .as(name + " correlates too little" + differences())
        .isGreaterThanOrEqualTo(least);
  }

  void differsInTheMeanBy(double most) {
    assertThat(meanDifference())
        .as(name + " differs too much" + differences())
        .isLessThanOrEqualTo(most);
  }
}
