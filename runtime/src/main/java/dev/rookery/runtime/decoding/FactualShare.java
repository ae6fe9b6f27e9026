package dev.rookery.runtime.decoding;

import java.util.Set;

/**
 * The p of factual nucleus sampling (Lee et al. 2022): it falls with every token of a sentence and
 * is back at its first value after a full stop.
 *
 * @param p at the beginning
 * @param decay factor for each token from the second one on
 * @param bound below which it does not fall
 * @param reset whether a full stop brings it back
 * @param fullStops ids of the tokens that end a sentence
 */
record FactualShare(double p, double decay, double bound, boolean reset, Set<Integer> fullStops)
    implements Truncation.Nucleus.Share {

  @Override
  public double of(Beam beam, int place) {
    int[] written = beam.written(place, -1);
    int since = 0;
    for (int i = 1; i < written.length; i++) {
      since = reset && fullStops.contains(written[i]) ? 0 : since + 1;
    }
    return Math.max(bound, p * Math.pow(decay, Math.max(0, since - 1)));
  }
}
