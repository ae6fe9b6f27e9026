package dev.rookery.runtime.decoding;

import java.util.Arrays;
import java.util.Set;

/** Tokens that would complete a sequence which is there already (Paulus et al. 2018). */
public final class RepeatedNgrams {

  private RepeatedNgrams() {}

  /**
   * Adds the tokens with which {@code written} would end in {@code n} tokens of {@code source}.
   *
   * @param n length of the sequences; 0 or less adds nothing
   * @param source where they are looked for
   * @param written tokens so far
   * @param blocked gets the tokens
   */
  public static void add(int n, int[] source, int[] written, Set<Integer> blocked) {
    int before = n - 1;
    if (n <= 0 || written.length < before) {
      return;
    }
    int from = written.length - before;
    for (int i = 0; i + n <= source.length; i++) {
      if (Arrays.equals(source, i, i + before, written, from, written.length)) {
        blocked.add(source[i + before]);
      }
    }
  }
}
