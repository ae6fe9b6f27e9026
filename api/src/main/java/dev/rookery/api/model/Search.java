package dev.rookery.api.model;

import ai.djl.ndarray.NDList;
import dev.rookery.api.Incubating;
import java.util.List;
import java.util.Optional;

/** Writes replies with a model, token by token. */
@Incubating
public interface Search {

  /**
   * One row of the batch.
   *
   * @param tokens the context as the model reads it
   * @param fullTokens the context before truncation
   * @param prefix tokens that the reply has to begin with; mostly none
   * @param seed of everything that is drawn for this row, whatever other rows are in the batch
   */
  record Row(int[] tokens, int[] fullTokens, int[] prefix, long seed) {

    /** A row without a prefix. */
    public static Row of(int[] tokens, int[] fullTokens, long seed) {
      return new Row(tokens, fullTokens, new int[0], seed);
    }
  }

  /**
   * What to write.
   *
   * @param model that writes
   * @param encoderStates of all rows
   * @param rows the contexts, in the order of the states
   * @param maxLength most tokens of a reply, end token included, start token not
   * @param observer of the search, for pictures and explanations
   */
  record Request(
      GeneratorModel model,
      NDList encoderStates,
      List<Row> rows,
      int maxLength,
      Optional<SearchObserver> observer) {

    public Request {
      rows = List.copyOf(rows);
    }

    /** Nobody watches. */
    public Request(GeneratorModel model, NDList encoderStates, List<Row> rows, int maxLength) {
      this(model, encoderStates, rows, maxLength, Optional.empty());
    }
  }

  /** The finished hypotheses of each row, best first; at least one each. */
  List<List<Hypothesis>> generate(Request request);

  /**
   * Whether {@link #generate} may be called from several threads at once: true for a search that
   * keeps nothing of a call. By default false.
   */
  default boolean isConcurrent() {
    return false;
  }
}
