package dev.rookery.runtime.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Sequences are read with others of about their length. */
class LengthGroupsTest {

  @Test
  void fewFarLongerOnesAreReadApart() {
    int[] lengths = IntStream.range(0, 130).map(i -> i % 10 == 0 ? 200 : 30 + i % 5).toArray();

    List<int[]> groups = LengthGroups.of(lengths);

    assertThat(groups).hasSize(2);
    assertThat(groups.get(0)).hasSize(13);
    assertThat(Arrays.stream(groups.get(0))).allMatch(row -> lengths[row] == 200);
    assertThat(groups.get(1)).hasSize(117);
  }

  @Test
  void eachIsInOneGroup() {
    int[] lengths = IntStream.range(0, 150).map(i -> 1 + (i * 37) % 200).toArray();

    List<int[]> groups = LengthGroups.of(lengths);

    assertThat(groups).hasSizeBetween(2, 8);
    assertThat(groups.stream().flatMapToInt(Arrays::stream).sorted())
        .containsExactly(IntStream.range(0, 150).boxed().toArray(Integer[]::new));
  }

  @Test
  void whatIsAboutAsLongIsReadTogether() {
    assertThat(LengthGroups.of(IntStream.range(0, 128).map(i -> 25 + i % 40).toArray())).hasSize(1);
    assertThat(LengthGroups.of(new int[] {3})).hasSize(1);
    assertThat(LengthGroups.of(new int[] {3, 0, 2, 0})).hasSize(1);
  }
}
