package dev.rookery.runtime.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.training.GradientCollector;
import dev.rookery.api.policy.PolicyInput;
import dev.rookery.api.policy.PolicyModel;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is said of a sequence doesn't depend on those that are read beside it. */
class PolicyPassTest {

  private static final int START = 1;

  private static final List<int[]> SEQUENCES =
      IntStream.range(0, 60)
          .mapToObj(
              i -> IntStream.range(0, i % 7 == 0 ? 90 : 2 + i % 5).map(t -> (i + t) % 5).toArray())
          .toList();

  /** As it is, and as one that would read padding, so that it is read in groups. */
  static Stream<UnaryOperator<PolicyModel>> policies() {
    return Stream.of(UnaryOperator.identity(), DelegatingPolicy::new);
  }

  @Test
  void onlyWhatWouldReadPaddingIsReadInGroups() {
    List<List<Long>> rows = new ArrayList<>();
    for (UnaryOperator<PolicyModel> wrapped : policies().toList()) {
      try (PolicyAgent agent = TinyPolicy.agent(UnaryOperator.identity());
          NDManager manager = NDManager.newBaseManager("PyTorch")) {
        PolicyModel policy = wrapped.apply(agent.actor());
        List<Long> read = new ArrayList<>();
        PolicyModel counting =
            new DelegatingPolicy(policy) {
              @Override
              public NDArray features(PolicyInput input) {
                read.add(input.tokens().getShape().get(0));
                return super.features(input);
              }

              @Override
              public boolean skipsPadding() {
                return policy.skipsPadding();
              }
            };
        new PolicyPass(counting, SequenceBatch.of(SEQUENCES, START), manager, false).logProbs();
        rows.add(read);
      }
    }
    assertThat(rows.get(0)).containsExactly(60L);
    assertThat(rows.get(1)).hasSizeBetween(2, 10);
    assertThat(rows.get(1).stream().mapToLong(Long::longValue).sum()).isEqualTo(60);
  }

  @ParameterizedTest
  @MethodSource("policies")
  void sequencesOfManyLengthsHaveTheLikelihoodsThatEachHasAlone(
      UnaryOperator<PolicyModel> wrapped) {
    try (PolicyAgent agent = TinyPolicy.agent(UnaryOperator.identity());
        NDManager manager = NDManager.newBaseManager("PyTorch")) {
      PolicyModel policy = wrapped.apply(agent.actor());
      float[] together = likelihoods(policy, SEQUENCES, manager, false).toFloatArray();

      for (int i = 0; i < SEQUENCES.size(); i++) {
        assertThat(together[i])
            .as("sequence %d", i)
            .isCloseTo(
                likelihoods(policy, List.of(SEQUENCES.get(i)), manager, false).getFloat(),
                within(1e-4f));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("policies")
  void theirGradientIsTheSumOfThoseThatEachHasAlone(UnaryOperator<PolicyModel> wrapped) {
    try (PolicyAgent agent = TinyPolicy.agent(UnaryOperator.identity());
        NDManager manager = NDManager.newBaseManager("PyTorch")) {
      PolicyModel policy = wrapped.apply(agent.actor());
      List<float[]> together = gradients(policy, List.of(SEQUENCES), manager);
      List<float[]> alone = gradients(policy, SEQUENCES.stream().map(List::of).toList(), manager);
      for (int i = 0; i < together.size(); i++) {
        float[] expected = alone.get(i);
        float largest = 0;
        for (float value : expected) {
          largest = Math.max(largest, Math.abs(value));
        }
        assertThat(largest).isPositive();
        assertThat(together.get(i))
            .usingComparatorWithPrecision(1e-4f * (1 + largest))
            .containsExactly(expected);
      }
    }
  }

  private static NDArray likelihoods(
      PolicyModel policy, List<int[]> sequences, NDManager manager, boolean training) {
    return new PolicyPass(policy, SequenceBatch.of(sequences, START), manager, training)
        .likelihoods();
  }

  /** Of the sum of all likelihoods, added up over batches. */
  private static List<float[]> gradients(
      PolicyModel policy, List<List<int[]>> batches, NDManager manager) {
    policy.parameters().zeroGradients();
    for (List<int[]> batch : batches) {
      try (GradientCollector collector = manager.getEngine().newGradientCollector()) {
        collector.backward(likelihoods(policy, batch, manager, true).sum());
      }
    }
    return policy.parameters().all().stream()
        .map(
            weight -> {
              NDArray gradient = weight.getGradient();
              gradient.attach(manager);
              return gradient.toFloatArray();
            })
        .toList();
  }
}
