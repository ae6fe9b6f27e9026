package dev.rookery.runtime.policy;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.rookery.api.nn.TorchScript;
import dev.rookery.api.policy.Fields;
import dev.rookery.api.policy.PolicyModel;
import dev.rookery.runtime.world.Shuffle;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * Lets a policy write sequences in many environments at once. Environments that are done leave the
 * batch. What is drawn derives from the seed and the number of the sequence alone, however many are
 * written at once.
 */
public final class SequenceSampler {

  /** A place of a prompt at which the policy writes what it wants. */
  public static final int FREE = -1;

  /** Finished rows are carried along until they are so many of all: picking rows costs too. */
  private static final double DROPPED_SHARE = 0.25;

  private static final String CHOOSE =
      """
      def forward(self, logits: Tensor, draws: Tensor, temperature: Tensor, allowed: Tensor, forced: Tensor) -> List[Tensor]:
        scores = torch.div(torch.to(logits, 6), temperature)
        scores = torch.masked_fill(scores, torch.logical_not(allowed), -inf)
        logs = torch.log_softmax(scores, 1)
        action = CHOICE
        action = torch.where(torch.ge(forced, 0), forced, action)
        drawn = torch.squeeze(torch.gather(logs, 1, torch.unsqueeze(action, 1)), 1)
        return [action, drawn]
      """;
  private static final TorchScript GREEDY =
      TorchScript.shared(
          "greedy choice",
          CHOOSE.replace("CHOICE", "torch.argmax(logs, 1)").replace("-inf", "float('-inf')"));
  private static final TorchScript RANDOM =
      TorchScript.shared(
          "random choice",
          CHOOSE
              .replace(
                  "CHOICE", "self.inverse(torch.cumsum(torch.exp(torch.to(logs, 7)), 1), draws)")
              .replace("-inf", "float('-inf')")
              .concat(
                  """
                  def inverse(self, sums: Tensor, draws: Tensor) -> Tensor:
                    last = torch.size(sums, 1) - 1
                    all = torch.slice(sums, 1, last, last + 1)
                    below = torch.le(sums, torch.mul(torch.unsqueeze(draws, 1), all))
                    return torch.clamp(torch.sum(below, [1]), 0, last)
                  """));

  /**
   * What to write.
   *
   * @param count number of sequences
   * @param seed of what is drawn
   * @param firstNumber number of the first sequence: two requests with one seed and different
   *     numbers draw differently
   * @param temperature above 0; scores are divided by it
   * @param greedy take the likeliest token instead of drawing one
   * @param prompt how each sequence begins
   */
  public record Request(
      int count,
      long seed,
      long firstNumber,
      double temperature,
      boolean greedy,
      Optional<Prompt> prompt) {

    /** Draws from the policy as it is. */
    public static Request of(int count, long seed, long firstNumber) {
      return new Request(count, seed, firstNumber, 1, false, Optional.empty());
    }

    /** The same with a beginning. */
    public Request with(Prompt beginning) {
      return new Request(count, seed, firstNumber, temperature, greedy, Optional.of(beginning));
    }
  }

  /**
   * How sequences begin.
   *
   * @param tokens the id at each place, or {@link #FREE}
   * @param restricted for each place, whether a free token must be one of {@code allowed}
   * @param allowed by id
   */
  public record Prompt(int[] tokens, boolean[] restricted, boolean[] allowed) {}

  private final PolicyModel policy;
  private final TokenEnvironment environment;
  private final int endId;
  private final NDManager manager;

  /**
   * Makes a sampler.
   *
   * @param environment with the policy's primers
   * @param manager what is needed for a while is attached to children of it
   */
  public SequenceSampler(
      PolicyModel policy, TokenEnvironment environment, int endId, NDManager manager) {
    this.policy = policy;
    this.environment = environment;
    this.endId = endId;
    this.manager = manager;
  }

  /** Writes sequences, all of them at once. */
  public List<Rollout> sample(Request request) {
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < request.count(); i++) {
      rows.add(new Row(Shuffle.mix(request.seed(), request.firstNumber() + i)));
    }
    write(new ArrayList<>(rows), request);
    return rows.stream().map(Row::rollout).toList();
  }

  /** What is known of a sequence on its way. */
  private final class Row {
    private final SplittableRandom random;
    private final int[] actions = new int[environment.maxLength() - 1];
    private final float[] logProbs = new float[environment.maxLength() - 1];
    private int length;

    Row(long seed) {
      random = new SplittableRandom(seed);
    }

    void add(long action, float logProb) {
      if (isDone()) {
        return;
      }
      actions[length] = (int) action;
      logProbs[length] = logProb;
      length++;
    }

    boolean terminated() {
      return length > 0 && actions[length - 1] == endId;
    }

    boolean isDone() {
      return length == actions.length || terminated();
    }

    Rollout rollout() {
      return new Rollout(
          Arrays.copyOf(actions, length), Arrays.copyOf(logProbs, length), terminated());
    }
  }

  private void write(List<Row> rows, Request request) {
    NDManager now = manager.newSubManager();
    try {
      Fields fields = environment.reset(rows.size(), now);
      fields.set(
          TokenEnvironment.TEMPERATURE,
          now.full(new Shape(rows.size(), 1), (float) request.temperature()));
      for (int step = 0; rows.stream().anyMatch(row -> !row.isDone()); step++) {
        Fields written = policy.step(fields);
        NDList choice = choose(written.get(PolicyModel.LOGITS), fields, rows, request, step, now);
        long[] actions = choice.get(0).toLongArray();
        float[] logProbs = choice.get(1).toFloatArray();
        for (int i = 0; i < rows.size(); i++) {
          rows.get(i).add(actions[i], logProbs[i]);
        }
        fields = environment.step(fields, choice.get(0));
        carry(written, fields);
        NDManager next = manager.newSubManager();
        int[] left = left(rows);
        if (left.length > 0 && left.length <= (1 - DROPPED_SHARE) * rows.size()) {
          NDArray indices = next.create(Arrays.stream(left).asLongStream().toArray());
          fields = fields.pick(indices);
          rows.retainAll(Arrays.stream(left).mapToObj(rows::get).toList());
        }
        fields.attach(next);
        now.close();
        now = next;
      }
    } finally {
      now.close();
    }
  }

  private void carry(Fields written, Fields fields) {
    policy.primers().forEach(primer -> fields.set(primer.name(), written.get(primer.name())));
  }

  private static int[] left(List<Row> rows) {
    int[] left = new int[rows.size()];
    int count = 0;
    for (int i = 0; i < left.length; i++) {
      if (!rows.get(i).isDone()) {
        left[count++] = i;
      }
    }
    return Arrays.copyOf(left, count);
  }

  /** Which tokens may be written, fewer where the prompt allows only some. */
  private static NDArray allowed(Fields fields, Request request, int step) {
    NDArray all = fields.get(TokenEnvironment.ACTION_MASK);
    return request
        .prompt()
        .filter(prompt -> step < prompt.restricted().length && prompt.restricted()[step])
        .map(Prompt::allowed)
        .map(only -> all.logicalAnd(all.getManager().create(only).reshape(1, only.length)))
        .orElse(all);
  }

  private NDList choose(
      NDArray logits, Fields fields, List<Row> rows, Request request, int step, NDManager now) {
    double[] draws = rows.stream().mapToDouble(row -> row.random.nextDouble()).toArray();
    long forced =
        request
            .prompt()
            .filter(prompt -> step < prompt.tokens().length)
            .map(prompt -> prompt.tokens()[step])
            .orElse(FREE);
    return (request.greedy() ? GREEDY : RANDOM)
        .run(
            false,
            logits,
            now.create(draws),
            fields.get(TokenEnvironment.TEMPERATURE),
            allowed(fields, request, step),
            now.full(new Shape(rows.size()), forced, DataType.INT64));
  }
}
