package dev.rookery.plugins.molecules.selfies;

/**
 * A bond as seen from one of its atoms.
 *
 * @param order 1, 1.5 (not yet assigned), 2 or 3
 * @param stereo {@code /}, <code>\</code> or ""
 * @param ring whether a ring number makes the bond; it is then seen from both its atoms
 */
record Bond(int from, int to, double order, String stereo, boolean ring) {

  static final double AROMATIC = 1.5;

  /** The order that a bond sign of a SMILES means; 1 for none. */
  static double order(String sign) {
    return switch (sign) {
      case ":" -> AROMATIC;
      case "=" -> 2;
      case "#" -> 3;
      default -> 1;
    };
  }

  /** The direction that a bond sign gives, or "". */
  static String stereo(String sign) {
    return sign.equals("/") || sign.equals("\\") ? sign : "";
  }

  Bond withOrder(double other) {
    return new Bond(from, to, other, stereo, ring);
  }

  /** The bond sign. */
  String sign() {
    return order == 1 ? stereo : orderSign();
  }

  /** The bond sign without its direction. */
  String orderSign() {
    return order == 2 ? "=" : order == 3 ? "#" : "";
  }
}
