package dev.rookery.api.policy;

import ai.djl.ndarray.NDArray;
import dev.rookery.api.Incubating;
import dev.rookery.api.nn.Parameters;
import java.util.List;
import java.util.stream.Stream;

/**
 * A network that writes sequences token by token (an actor), tells what they will be worth (a
 * critic), or both.
 *
 * <p>It is called in two ways: on whole sequences in one pass, to learn; and on one token of each
 * environment at a time, to write. What it must remember between two tokens, such as a recurrent
 * state, stands in fields of the environment that it declares ({@link #primers}).
 *
 * <p>Shapes: B environments or sequences, T length (tokens), H size of a feature vector, V
 * vocabulary size. Arrays that a method returns are attached to the manager of its input, which the
 * caller closes after each step. Methods are called from one thread at a time.
 */
@Incubating
public interface PolicyModel extends AutoCloseable {

  /** The field with the token that an environment shows, (B) int64. */
  String OBSERVATION = "observation";

  /**
   * The field with how many tokens of each sequence are written when {@link #OBSERVATION} is the
   * last of them, (B, 1) int64: 1 at the start token. A model that needs to know positions {@link
   * #reads} it.
   */
  String STEP_COUNT = "step_count";

  /** The field with the scores of the next token, (B, V). */
  String LOGITS = "logits";

  /** The field with what the rest of the sequence will be worth, (B, 1). */
  String STATE_VALUE = "state_value";

  /** The field with what each next token would be worth, (B, V). */
  String ACTION_VALUE = "action_value";

  /** The weights. Names are stored in checkpoints and must not change. */
  Parameters parameters();

  /** The fields that {@link #step} needs; {@link #OBSERVATION} and the primers by default. */
  default List<String> reads() {
    return Stream.concat(Stream.of(OBSERVATION), primers().stream().map(FieldSpec::name)).toList();
  }

  /** The fields that {@link #step} gives, beside those of its primers. */
  List<String> writes();

  /** The fields that the environment must carry for this network from token to token. */
  default List<FieldSpec> primers() {
    return List.of();
  }

  /**
   * Reads one token of each environment.
   *
   * @param fields those that it {@link #reads}; a primer's array may be changed in place
   * @return those that it {@link #writes}, and its primers as they are after this token
   */
  Fields step(Fields fields);

  /**
   * Reads whole sequences.
   *
   * @return a vector after each token, (B, T, H); of any value at padding
   */
  NDArray features(PolicyInput input);

  /**
   * Whether {@link #features} computes nothing at padding. If not, callers had better read only
   * sequences of like length together; that is the default.
   */
  default boolean skipsPadding() {
    return false;
  }

  /**
   * Scores the next token.
   *
   * @param features (…, H)
   * @return logits (…, V), before any temperature
   * @throws UnsupportedOperationException if this is a critic
   */
  NDArray logits(NDArray features, boolean training);

  /**
   * Says what the rest of the sequence will be worth.
   *
   * @param features (…, H)
   * @return (…, 1), or (…, V) if there is a value for each next token
   * @throws UnsupportedOperationException if this is an actor
   */
  NDArray values(NDArray features, boolean training);

  /** Releases the weights. */
  @Override
  default void close() {
    parameters().close();
  }
}
