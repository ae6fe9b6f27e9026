package dev.rookery.runtime.world;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ShuffleTest {

  /** Else runs with several seeds would all draw the same, in another order. */
  @Test
  void seedsThatAreNearEachOtherShareNothing() {
    Set<Long> mixed = new HashSet<>();
    for (long seed = 0; seed < 8; seed++) {
      for (long number = 0; number < 256; number++) {
        mixed.add(Shuffle.mix(seed, number));
      }
    }
    assertThat(mixed).hasSize(8 * 256);
  }

  @Test
  void theOrderOfThePartsCounts() {
    assertThat(Shuffle.mix(1, 2, 3)).isNotEqualTo(Shuffle.mix(1, 3, 2));
    assertThat(Shuffle.mix(1, 2, 3)).isEqualTo(Shuffle.mix(1, 2, 3));
  }
}
