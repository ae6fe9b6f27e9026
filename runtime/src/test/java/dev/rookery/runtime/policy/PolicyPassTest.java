package dev.rookery.runtime.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDManager;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What is said of a sequence doesn't depend on those that are read beside it. */
class PolicyPassTest {

  private static final int START = 1;

  @Test
  void sequencesOfManyLengthsHaveTheLikelihoodsThatEachHasAlone() {
    List<int[]> sequences =
        IntStream.range(0, 60)
            .mapToObj(
                i ->
                    IntStream.range(0, i % 7 == 0 ? 90 : 2 + i % 5).map(t -> (i + t) % 5).toArray())
            .toList();
    SequenceBatch batch = SequenceBatch.of(sequences, START);
    assertThat(batch.groups()).hasSizeGreaterThan(1);
    try (PolicyAgent agent = TinyPolicy.agent(UnaryOperator.identity());
        NDManager manager = NDManager.newBaseManager("PyTorch")) {
      float[] together =
          new PolicyPass(agent.actor(), batch, manager, false).likelihoods().toFloatArray();

      for (int i = 0; i < sequences.size(); i++) {
        SequenceBatch alone = SequenceBatch.of(List.of(sequences.get(i)), START);
        assertThat(together[i])
            .as("sequence %d", i)
            .isCloseTo(
                new PolicyPass(agent.actor(), alone, manager, false).likelihoods().getFloat(),
                within(1e-4f));
      }
    }
  }
}
