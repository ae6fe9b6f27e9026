package dev.rookery.runtime.policy;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.List;

/**
 * Sequences to learn from, as arrays padded to the longest.
 *
 * <p>Shapes: B sequences, T greatest number of steps, N steps of all sequences together. At each
 * step the policy observes a token and writes one: first the start token and the first token of the
 * sequence, last its last token and the end token.
 */
public final class SequenceBatch {

  private final int rows;
  private final int steps;
  private final long[] observations;
  private final long[] actions;
  private final int[] lengths;

  private SequenceBatch(int rows, int steps) {
    this.rows = rows;
    this.steps = steps;
    observations = new long[rows * steps];
    actions = new long[rows * steps];
    lengths = new int[rows];
  }

  /**
   * A batch.
   *
   * @param sequences what was written at each step, the end token included where there is one
   */
  public static SequenceBatch of(List<int[]> sequences, int startId) {
    int steps = sequences.stream().mapToInt(sequence -> sequence.length).max().orElse(0);
    SequenceBatch batch = new SequenceBatch(sequences.size(), Math.max(1, steps));
    for (int row = 0; row < batch.rows; row++) {
      int[] sequence = sequences.get(row);
      int at = row * batch.steps;
      batch.lengths[row] = sequence.length;
      for (int step = 0; step < sequence.length; step++) {
        batch.observations[at + step] = step == 0 ? startId : sequence[step - 1];
        batch.actions[at + step] = sequence[step];
      }
    }
    return batch;
  }

  /**
   * The same with padding taken for data, up to a number of steps: what AceGen computes.
   *
   * @param wholeSteps at least the present number of steps
   */
  public SequenceBatch withPaddingAsData(int wholeSteps) {
    SequenceBatch whole = new SequenceBatch(rows, wholeSteps);
    for (int row = 0; row < rows; row++) {
      System.arraycopy(observations, row * steps, whole.observations, row * wholeSteps, steps);
      System.arraycopy(actions, row * steps, whole.actions, row * wholeSteps, steps);
    }
    Arrays.fill(whole.lengths, wholeSteps);
    return whole;
  }

  /** Some of the sequences, with no more steps than they have. */
  SequenceBatch pick(int[] numbers) {
    int most = Arrays.stream(numbers).map(row -> lengths[row]).max().orElse(0);
    SequenceBatch picked = new SequenceBatch(numbers.length, Math.max(1, most));
    for (int row = 0; row < numbers.length; row++) {
      int from = numbers[row] * steps;
      int to = row * picked.steps;
      picked.lengths[row] = lengths[numbers[row]];
      System.arraycopy(observations, from, picked.observations, to, picked.lengths[row]);
      System.arraycopy(actions, from, picked.actions, to, picked.lengths[row]);
    }
    return picked;
  }

  /** Sequences that are best read together, see {@link LengthGroups}. */
  List<int[]> groups() {
    return rows == 0 ? List.of() : LengthGroups.of(lengths);
  }

  /** Number of sequences, B. */
  public int rows() {
    return rows;
  }

  /** Greatest number of steps, T. */
  public int steps() {
    return steps;
  }

  /** Number of steps of a sequence. */
  public int length(int row) {
    return lengths[row];
  }

  /** Number of steps of all sequences, N. */
  public int tokens() {
    int sum = 0;
    for (int length : lengths) {
      sum += length;
    }
    return sum;
  }

  /** What was observed, (B, T) int64, 0 at padding. */
  public NDArray observations(NDManager manager) {
    return manager.create(observations, new Shape(rows, steps));
  }

  /** What was written, (B, T) int64, 0 at padding. */
  public NDArray actions(NDManager manager) {
    return manager.create(actions, new Shape(rows, steps));
  }

  /** Which steps are no padding, (B, T) bool. */
  public NDArray mask(NDManager manager) {
    boolean[] mask = new boolean[rows * steps];
    for (int row = 0; row < rows; row++) {
      Arrays.fill(mask, row * steps, row * steps + lengths[row], true);
    }
    return manager.create(mask, new Shape(rows, steps));
  }

  /** What was written at steps that are no padding, (N) int64, row by row. */
  public NDArray flatActions(NDManager manager) {
    long[] flat = new long[tokens()];
    int n = 0;
    for (int row = 0; row < rows; row++) {
      System.arraycopy(actions, row * steps, flat, n, lengths[row]);
      n += lengths[row];
    }
    return manager.create(flat);
  }

  /** Where steps that are no padding lie in an array (B·T), (N) int64, row by row. */
  public NDArray places(NDManager manager) {
    long[] places = new long[tokens()];
    int n = 0;
    for (int row = 0; row < rows; row++) {
      for (int step = 0; step < lengths[row]; step++) {
        places[n++] = (long) row * steps + step;
      }
    }
    return manager.create(places);
  }

  /** To which sequence each step that is no padding belongs, (N) int64. */
  public NDArray owners(NDManager manager) {
    long[] owners = new long[tokens()];
    int n = 0;
    for (int row = 0; row < rows; row++) {
      for (int step = 0; step < lengths[row]; step++) {
        owners[n++] = row;
      }
    }
    return manager.create(owners);
  }
}
