package dev.rookery.plugins.molecules.chem;

import java.util.List;

/**
 * QED, the quantitative estimate of drug-likeness of <a
 * href="https://doi.org/10.1038/nchem.1243">Bickerton et al. (2012)</a>, from 0 to 1: eight
 * properties, each rated by how often drugs have such a value, in their geometric mean with the
 * paper's mean weights.
 */
public final class DrugLikeness {

  /** What counts as acceptor here; amides do not. */
  private static final List<Smarts> ACCEPTORS =
      List.of(
              "[oH0;X2]",
              "[OH1;X2;v2]",
              "[OH0;X2;v2]",
              "[OH0;X1;v2]",
              "[O-;X1]",
              "[SH0;X2;v2]",
              "[SH0;X1;v2]",
              "[S-;X1]",
              "[nH0;X2]",
              "[NH0;X1;v3]",
              "[$([N;+0;X3;v3]);!$(N[C,S]=O)]")
          .stream()
          .map(Smarts::read)
          .toList();

  private static final List<Smarts> ALERTS =
      Tables.lines("structural-alerts.txt").stream().map(Smarts::read).toList();

  private static final Rating WEIGHT =
      new Rating(
          0.66,
          2.817065973,
          392.5754953,
          290.7489764,
          2.419764353,
          49.22325677,
          65.37051707,
          104.9805561);
  private static final Rating LOG_P =
      new Rating(
          0.46,
          3.172690585,
          137.8624751,
          2.534937431,
          4.581497897,
          0.822739154,
          0.576295591,
          131.3186604);
  private static final Rating ACCEPTOR_COUNT =
      new Rating(
          0.05,
          2.948620388,
          160.4605972,
          3.615294657,
          4.435986202,
          0.290141953,
          1.300669958,
          148.7763046);
  private static final Rating DONOR_COUNT =
      new Rating(
          0.61, 1.618662227, 1010.051101, 0.985094388, 1e-9, 0.713820843, 0.920922555, 258.1632616);
  private static final Rating POLAR_SURFACE =
      new Rating(
          0.06,
          1.876861559,
          125.2232657,
          62.90773554,
          87.83366614,
          12.01999824,
          28.51324732,
          104.5686167);
  private static final Rating ROTATABLE =
      new Rating(
          0.65, 0.01, 272.4121427, 2.558379970, 1.565547684, 1.271567166, 2.758063707, 105.4420403);
  private static final Rating AROMATIC_RINGS =
      new Rating(
          0.48, 3.217788970, 957.7374108, 2.274627939, 1e-9, 1.317690384, 0.375760881, 312.3372610);
  private static final Rating ALERT_COUNT =
      new Rating(0.95, 0.01, 1199.094025, -0.09002883, 1e-9, 0.185904477, 0.875193782, 417.7253140);

  private DrugLikeness() {}

  /** QED, from 0 to 1. */
  public static double of(Molecule molecule) {
    double sum =
        WEIGHT.weighted(Composition.weight(molecule))
            + LOG_P.weighted(WildmanCrippen.of(molecule).logP())
            + ACCEPTOR_COUNT.weighted(acceptors(molecule))
            + DONOR_COUNT.weighted(HydrogenBonds.donors(molecule))
            + POLAR_SURFACE.weighted(PolarSurface.of(molecule))
            + ROTATABLE.weighted(RotatableBonds.count(molecule))
            + AROMATIC_RINGS.weighted(Rings.withoutAliphatic(molecule))
            + ALERT_COUNT.weighted(alerts(molecule));
    return Math.exp(sum / 3.92);
  }

  /** Acceptors of hydrogen bonds by the definition of this estimate. */
  public static int acceptors(Molecule molecule) {
    return ACCEPTORS.stream().mapToInt(acceptor -> acceptor.count(molecule)).sum();
  }

  /** How many of the unwanted groups the molecule has, each counted once. */
  public static int alerts(Molecule molecule) {
    return (int) ALERTS.stream().filter(alert -> alert.matches(molecule)).count();
  }

  /**
   * The paper's asymmetric double sigmoid that was fitted to a property of oral drugs, and the
   * property's weight; the letters are those of its table.
   */
  private record Rating(
      double weight, double a, double b, double c, double d, double e, double f, double largest) {

    double weighted(double x) {
      double rise = 1 + Math.exp(-(x - c + d / 2) / e);
      double fall = 1 + Math.exp(-(x - c - d / 2) / f);
      return weight * Math.log((a + b / rise * (1 - 1 / fall)) / largest);
    }
  }
}
