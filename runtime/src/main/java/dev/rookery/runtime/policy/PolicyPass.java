package dev.rookery.runtime.policy;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.rookery.api.nn.CrossEntropy;
import dev.rookery.api.nn.Rows;
import dev.rookery.api.nn.TorchScript;
import dev.rookery.api.policy.PolicyInput;
import dev.rookery.api.policy.PolicyModel;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What a policy says about whole sequences, those of like length in one pass if the policy would
 * compute padding. The last layer is computed at steps that are no padding only. Each figure is
 * computed when it is first asked for.
 *
 * <p>Shapes: B sequences, N steps of all of them together, V vocabulary size.
 */
public final class PolicyPass {

  private static final TorchScript FLATTEN =
      new TorchScript(
          "steps without padding",
          """
          def forward(self, features: Tensor, places: Tensor) -> Tensor:
            return torch.index_select(torch.flatten(features, 0, 1), 0, places)
          """);

  private static final TorchScript SUM =
      new TorchScript(
          "sum by sequence",
          """
          def forward(self, steps: Tensor, owners: Tensor, sums: Tensor) -> Tensor:
            return torch.index_add(sums, 0, owners, steps)
          """);

  private static final TorchScript ENTROPY =
      new TorchScript(
          "entropy",
          """
          def forward(self, logits: Tensor) -> Tensor:
            logs = torch.log_softmax(torch.to(logits, 6), 1)
            return torch.neg(torch.sum(torch.mul(torch.exp(logs), logs), [1]))
          """);

  private static final TorchScript DIVERGENCE =
      new TorchScript(
          "Kullback-Leibler divergence",
          """
          def forward(self, logits: Tensor, others: Tensor) -> Tensor:
            logs = torch.log_softmax(torch.to(logits, 6), 1)
            differences = torch.sub(logs, torch.log_softmax(torch.to(others, 6), 1))
            return torch.sum(torch.mul(torch.exp(logs), differences), [1])
          """);

  private final PolicyModel model;
  private final SequenceBatch batch;
  private final NDManager step;
  private final boolean training;
  private @Nullable NDArray features;
  private @Nullable NDArray logits;

  /**
   * Makes a pass; nothing is computed yet.
   *
   * @param step what arrays are attached to
   * @param training whether gradients are taken
   */
  public PolicyPass(PolicyModel model, SequenceBatch batch, NDManager step, boolean training) {
    this.model = model;
    this.batch = batch;
    this.step = step;
    this.training = training;
  }

  private NDArray features() {
    if (features == null) {
      List<int[]> groups = readsPadding() ? batch.groups() : List.of();
      features = groups.size() > 1 ? inGroups(groups) : flat(batch);
    }
    return features;
  }

  /** On a GPU, padding costs less than the steps of another group would. */
  private boolean readsPadding() {
    return !model.skipsPadding() && !step.getDevice().isGpu();
  }

  private NDArray flat(SequenceBatch part) {
    NDArray whole =
        model.features(new PolicyInput(part.observations(step), part.mask(step), null, training));
    return FLATTEN.run(training, whole, part.places(step)).singletonOrThrow();
  }

  private NDArray inGroups(List<int[]> groups) {
    NDList parts = new NDList();
    int[] begins = new int[batch.rows()];
    int next = 0;
    for (int[] group : groups) {
      parts.add(flat(batch.pick(group)));
      for (int row : group) {
        begins[row] = next;
        next += batch.length(row);
      }
    }
    long[] order =
        IntStream.range(0, batch.rows())
            .flatMap(row -> IntStream.range(begins[row], begins[row] + batch.length(row)))
            .asLongStream()
            .toArray();
    return Rows.select(NDArrays.concat(parts, 0), 0, step.create(order), training);
  }

  /** Scores of the tokens, (N, V). */
  public NDArray logits() {
    if (logits == null) {
      logits = model.logits(features(), training);
    }
    return logits;
  }

  /** The log-probability of each token that was written, (N). */
  public NDArray logProbs() {
    return CrossEntropy.of(logits(), batch.flatActions(step), -100, training).losses().neg();
  }

  /** The log-probability of each sequence, (B). */
  public NDArray likelihoods() {
    return sums(logProbs());
  }

  /** The entropy of the distribution at each step in nats, (N). */
  public NDArray entropies() {
    return ENTROPY.run(training, logits()).singletonOrThrow();
  }

  /**
   * The divergence of another policy from this one at each step in nats, KL(this || other), (N).
   */
  public NDArray divergences(PolicyPass other) {
    return DIVERGENCE.run(training || other.training, logits(), other.logits()).singletonOrThrow();
  }

  /** What a critic says at each step, (N). */
  public NDArray values() {
    return model.values(features(), training).flatten();
  }

  /** Sums over the steps of each sequence, (N) to (B). */
  public NDArray sums(NDArray steps) {
    NDArray zeros = step.zeros(new Shape(batch.rows()));
    return SUM.run(training, steps, batch.owners(step), zeros).singletonOrThrow();
  }

  /** Some of the sequences' numbers, (B) to (rows). */
  public NDArray pick(NDArray ofSequences, int[] rows) {
    long[] indices = Arrays.stream(rows).asLongStream().toArray();
    return Rows.select(ofSequences, 0, step.create(indices), training);
  }
}
