package dev.rookery.runtime.policy;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.rookery.api.nn.TorchScript;
import dev.rookery.api.policy.FieldSpec;
import dev.rookery.api.policy.Fields;
import dev.rookery.api.policy.PolicyModel;
import dev.rookery.api.policy.Vocabulary;
import dev.rookery.api.settings.SettingsException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Many environments in which a policy writes a sequence token by token: AceGen's TokenEnv. An
 * environment shows the token that was written last, first the start token. It is done when the end
 * token was written (terminated) or the sequence is as long as it may be (truncated).
 *
 * <p>Shapes: B environments, M greatest length (tokens, start token included), V vocabulary size.
 * It holds no state: {@link #step} makes the next fields of those that it is given, and what a
 * policy needs besides (its {@link FieldSpec primers}) is carried along as it is.
 */
public final class TokenEnvironment {

  public static final String OBSERVATION = PolicyModel.OBSERVATION;

  /** What was written so far, (B, M) int64, 0 beyond; the end token is not in it. */
  public static final String SEQUENCE = "sequence";

  /** Which places of the sequence are written, (B, M) bool. */
  public static final String SEQUENCE_MASK = "sequence_mask";

  /** Which tokens may be written next, (B, V) bool. */
  public static final String ACTION_MASK = "action_mask";

  /** What scores are divided by, (B, 1) float32. */
  public static final String TEMPERATURE = "temperature";

  /** Whether the episode is over, (B, 1) bool. */
  public static final String DONE = "done";

  /** Whether the end token was written, (B, 1) bool. */
  public static final String TERMINATED = "terminated";

  /** Whether the sequence is as long as it may be, (B, 1) bool. */
  public static final String TRUNCATED = "truncated";

  /** What the step earned, (B, 1) float32; 0 until the sequence is scored. */
  public static final String REWARD = "reward";

  /** Whether this is the first step of an episode, (B, 1) bool. */
  public static final String IS_INIT = "is_init";

  /** How many tokens are written, start token included, (B, 1) int64. */
  public static final String STEP_COUNT = PolicyModel.STEP_COUNT;

  private static final TorchScript STEP =
      new TorchScript(
          "token environment",
          """
          def forward(self, action: Tensor, count: Tensor, sequence: Tensor, mask: Tensor, end: Tensor) -> List[Tensor]:
            rows = torch.size(sequence, 0)
            longest = torch.size(sequence, 1)
            terminated = torch.unsqueeze(torch.eq(action, end), 1)
            after = torch.add(count, 1)
            truncated = torch.ge(after, longest)
            done = torch.logical_or(terminated, truncated)
            places = torch.unsqueeze(torch.arange(longest, dtype=4, device=sequence.device), 0)
            written = torch.logical_and(torch.eq(places, count), torch.logical_not(done))
            longer = torch.where(written, torch.unsqueeze(action, 1), sequence)
            first = torch.zeros([rows, 1], dtype=11, device=sequence.device)
            reward = torch.zeros([rows, 1], dtype=6, device=sequence.device)
            return [longer, torch.logical_or(mask, written), terminated, truncated, done, after, first, reward]
          """);

  private final int startId;
  private final int endId;
  private final int vocabularySize;
  private final int maxLength;
  private final List<FieldSpec> primers = new ArrayList<>();

  /**
   * Makes environments.
   *
   * @param maxLength most tokens of a sequence, start token included
   */
  public TokenEnvironment(int startId, int endId, int vocabularySize, int maxLength) {
    this.startId = startId;
    this.endId = endId;
    this.vocabularySize = vocabularySize;
    this.maxLength = maxLength;
  }

  /**
   * Makes environments that write in a vocabulary.
   *
   * @param maxLength most tokens of a sequence, start token included
   */
  public TokenEnvironment(Vocabulary vocabulary, int maxLength) {
    this(vocabulary.startId(), vocabulary.endId(), vocabulary.size(), maxLength);
  }

  /** Most tokens of a sequence, start token included. */
  public int maxLength() {
    return maxLength;
  }

  /** Adds a field that is carried along from step to step. */
  public TokenEnvironment with(FieldSpec primer) {
    primers.add(primer);
    return this;
  }

  /**
   * Adds the fields of a policy's primers.
   *
   * @throws SettingsException if the policy reads what there is not; says what there is
   */
  public TokenEnvironment with(PolicyModel policy) {
    policy.primers().forEach(this::with);
    try (NDManager manager = NDManager.newBaseManager("PyTorch")) {
      Fields fields = reset(1, manager);
      for (String name : policy.reads()) {
        if (fields.find(name).isEmpty()) {
          throw new SettingsException(
              "the policy reads the field \""
                  + name
                  + "\", which neither the environment nor a primer gives; there is: "
                  + String.join(", ", fields.names()));
        }
      }
    }
    return this;
  }

  /**
   * The fields at the beginning of episodes.
   *
   * @param rows number of environments, B
   */
  public Fields reset(int rows, NDManager manager) {
    Shape flag = new Shape(rows, 1);
    NDArray sequence = manager.zeros(new Shape(rows, maxLength), DataType.INT64);
    NDArray written = manager.zeros(new Shape(rows, maxLength), DataType.BOOLEAN);
    sequence.set(new NDIndex(":, 0"), startId);
    written.set(new NDIndex(":, 0"), 1);
    Fields fields =
        new Fields(rows)
            .set(OBSERVATION, manager.full(new Shape(rows), startId, DataType.INT64))
            .set(SEQUENCE, sequence)
            .set(SEQUENCE_MASK, written)
            .set(ACTION_MASK, manager.ones(new Shape(rows, vocabularySize), DataType.BOOLEAN))
            .set(TEMPERATURE, manager.ones(flag))
            .set(DONE, manager.zeros(flag, DataType.BOOLEAN))
            .set(TERMINATED, manager.zeros(flag, DataType.BOOLEAN))
            .set(TRUNCATED, manager.zeros(flag, DataType.BOOLEAN))
            .set(IS_INIT, manager.ones(flag, DataType.BOOLEAN))
            .set(REWARD, manager.zeros(flag))
            .set(STEP_COUNT, manager.ones(flag, DataType.INT64));
    for (FieldSpec primer : primers) {
      Shape shape = new Shape(rows).addAll(primer.shape());
      fields.set(primer.name(), manager.zeros(shape, primer.type()));
    }
    return fields;
  }

  /**
   * Writes one token in each environment, also where the episode is over.
   *
   * @param fields as {@link #reset} or this gave them
   * @param actions (B) int64, the tokens
   * @return the fields after it, attached to the manager of {@code actions}
   * @throws IllegalStateException if the sequences are as long as they may be
   */
  public Fields step(Fields fields, NDArray actions) {
    NDManager manager = actions.getManager();
    try (NDArray end = manager.create((long) endId)) {
      NDList next =
          STEP.run(
              false,
              actions,
              fields.get(STEP_COUNT),
              fields.get(SEQUENCE),
              fields.get(SEQUENCE_MASK),
              end);
      return new Fields(fields.rows())
          .setAll(fields)
          .set(OBSERVATION, actions)
          .set(SEQUENCE, next.get(0))
          .set(SEQUENCE_MASK, next.get(1))
          .set(TERMINATED, next.get(2))
          .set(TRUNCATED, next.get(3))
          .set(DONE, next.get(4))
          .set(STEP_COUNT, next.get(5))
          .set(IS_INIT, next.get(6))
          .set(REWARD, next.get(7));
    }
  }

  /**
   * Begins new episodes where the last one is done, and leaves the others alone.
   *
   * @return fields attached to the manager
   */
  public Fields resetDone(Fields fields, NDManager manager) {
    Fields fresh = reset(Math.toIntExact(fields.rows()), manager);
    NDArray done = fields.get(DONE);
    Fields next = new Fields(fields.rows());
    for (String name : fields.names()) {
      NDArray now = fields.get(name);
      long[] shape = new long[now.getShape().dimension()];
      Arrays.fill(shape, 1);
      shape[0] = fields.rows();
      next.set(
          name,
          fresh
              .find(name)
              .map(array -> NDArrays.where(begins(done, shape, now), array, now))
              .orElse(now));
    }
    return next;
  }

  /** Where an array's rows are done; DJL chooses between arrays of one shape only. */
  private static NDArray begins(NDArray done, long[] flat, NDArray array) {
    return done.reshape(new Shape(flat)).broadcast(array.getShape());
  }
}
