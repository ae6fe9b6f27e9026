package dev.rookery.runtime.policy;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.rookery.api.policy.Fields;
import dev.rookery.api.policy.PolicyModel;
import dev.rookery.runtime.world.Shuffle;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
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

  /**
   * What to write.
   *
   * @param count number of sequences
   * @param seed of what is drawn
   * @param firstNumber number of the first sequence: two requests with one seed and different
   *     numbers draw differently
   * @param temperature above 0; scores are divided by it
   * @param greedy take the likeliest token instead of drawing one
   * @param prompts how sequences begin: one for all, or one for each; empty if they are free
   */
  public record Request(
      int count,
      long seed,
      long firstNumber,
      double temperature,
      boolean greedy,
      List<Prompt> prompts) {

    public Request {
      prompts = List.copyOf(prompts);
      if (prompts.size() > 1 && prompts.size() != count) {
        throw new IllegalArgumentException(
            prompts.size() + " prompts are neither one for all nor one for each of " + count);
      }
    }

    /** Draws from the policy as it is. */
    public static Request of(int count, long seed, long firstNumber) {
      return new Request(count, seed, firstNumber, 1, false, List.of());
    }

    /** The same with other beginnings. */
    public Request with(List<Prompt> beginnings) {
      return new Request(count, seed, firstNumber, temperature, greedy, beginnings);
    }

    /** The same with another seed. */
    public Request with(long otherSeed) {
      return new Request(count, otherSeed, firstNumber, temperature, greedy, prompts);
    }

    private boolean tellsDrawn() {
      return prompts.stream().anyMatch(Prompt::tellsDrawn);
    }

    private Prompt prompt(int row) {
      return prompts.isEmpty() ? Prompt.NONE : prompts.get(prompts.size() == 1 ? 0 : row);
    }
  }

  /**
   * How a sequence begins.
   *
   * @param tokens the id at each place, or {@link #FREE}
   * @param restricted for each place, whether a free token must be one of {@code allowed}
   * @param allowed by id
   * @param tellsDrawn whether the rollout has, beside the prompt's tokens, the probabilities of
   *     those that the policy would have written, which AceGen keeps; else those of the prompt's
   */
  public record Prompt(int[] tokens, boolean[] restricted, boolean[] allowed, boolean tellsDrawn) {

    /** No beginning: all is free. */
    public static final Prompt NONE = new Prompt(new int[0], new boolean[0], new boolean[0], false);

    /** The same with the probabilities that AceGen keeps. */
    public Prompt tellingDrawn() {
      return new Prompt(tokens, restricted, allowed, true);
    }

    private int token(int step) {
      return step < tokens.length ? tokens[step] : FREE;
    }

    private boolean isRestricted(int step) {
      return step < restricted.length && restricted[step];
    }
  }

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
    return sample(request, Shuffle.identity(request.count()));
  }

  /**
   * Writes some of the sequences of a request.
   *
   * @param places which, from 0
   */
  public List<Rollout> sample(Request request, int[] places) {
    List<Row> rows = new ArrayList<>();
    for (int place : places) {
      long seed = Shuffle.mix(request.seed(), request.firstNumber() + place);
      rows.add(new Row(seed, request.prompt(place)));
    }
    if (!rows.isEmpty()) {
      write(new ArrayList<>(rows), request);
    }
    return rows.stream().map(Row::rollout).toList();
  }

  /** What is known of a sequence on its way. */
  private final class Row {
    private final SplittableRandom random;
    private final Prompt prompt;
    private final int[] actions = new int[environment.maxLength() - 1];
    private final float[] logProbs = new float[environment.maxLength() - 1];
    private int length;

    Row(long seed, Prompt prompt) {
      random = new SplittableRandom(seed);
      this.prompt = prompt;
    }

    void add(long action, float ofAction, float ofDrawn) {
      if (isDone()) {
        return;
      }
      actions[length] = (int) action;
      logProbs[length] = prompt.tellsDrawn() ? ofDrawn : ofAction;
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
        float[] ofActions = choice.get(1).toFloatArray();
        float[] ofDrawn = request.tellsDrawn() ? choice.get(2).toFloatArray() : ofActions;
        for (int i = 0; i < rows.size(); i++) {
          rows.get(i).add(actions[i], ofActions[i], ofDrawn[i]);
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

  /** Which tokens may be written, fewer where a prompt allows only some. */
  private static NDArray allowed(Fields fields, List<Row> rows, int step) {
    NDArray all = fields.get(TokenEnvironment.ACTION_MASK);
    if (rows.stream().noneMatch(row -> row.prompt.isRestricted(step))) {
      return all;
    }
    int tokens = (int) all.getShape().get(1);
    boolean[] some = new boolean[rows.size() * tokens];
    for (int i = 0; i < rows.size(); i++) {
      Prompt prompt = rows.get(i).prompt;
      if (prompt.isRestricted(step)) {
        System.arraycopy(prompt.allowed(), 0, some, i * tokens, tokens);
      } else {
        Arrays.fill(some, i * tokens, (i + 1) * tokens, true);
      }
    }
    return all.logicalAnd(all.getManager().create(some, all.getShape()));
  }

  private static NDList choose(
      NDArray logits, Fields fields, List<Row> rows, Request request, int step, NDManager now) {
    double[] draws = rows.stream().mapToDouble(row -> row.random.nextDouble()).toArray();
    long[] forced = rows.stream().mapToLong(row -> row.prompt.token(step)).toArray();
    return ActionChoice.choose(
        request.greedy(),
        logits,
        now.create(draws),
        fields.get(TokenEnvironment.TEMPERATURE),
        allowed(fields, rows, step),
        now.create(forced));
  }
}
