package dev.rookery.plugins.molecules.chem;

/** Boost's way to mix numbers, in 32 bits, which RDKit uses for its fingerprints. */
final class Hash {

  private Hash() {}

  /** The hash of what was mixed before and a further number. */
  static int combine(int seed, int value) {
    return seed ^ (value + 0x9e3779b9 + (seed << 6) + (seed >>> 2));
  }

  static int of(int... values) {
    int hash = 0;
    for (int value : values) {
      hash = combine(hash, value);
    }
    return hash;
  }
}
