package dev.rookery.runtime.decoding;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.rookery.api.model.DecoderInput;
import dev.rookery.api.model.DecoderOutput;
import dev.rookery.api.model.GeneratorModel;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The model's side of a search: what it needs to remember for each growing hypothesis. */
final class DecoderFront {

  private static final Logger LOG = LoggerFactory.getLogger(DecoderFront.class);
  private static final Set<Class<?>> WARNED = ConcurrentHashMap.newKeySet();

  private final GeneratorModel model;
  private final NDManager search;
  private NDManager held;
  private NDManager encoderHeld;
  private NDList encoderStates;
  private @Nullable NDList incrementalState;
  private int[] rows;
  private int[] stateRows;
  private int[][] unread;
  private @Nullable NDList produced;

  /**
   * Begins with one hypothesis a row.
   *
   * @param encoderStates of all rows; they stay the caller's
   * @param search manager of everything else
   */
  DecoderFront(
      GeneratorModel model, NDList encoderStates, int rows, int startId, NDManager search) {
    this.model = model;
    this.search = search;
    this.encoderStates = encoderStates;
    held = search.newSubManager();
    encoderHeld = search.newSubManager();
    this.rows = IntStream.range(0, rows).toArray();
    stateRows = this.rows;
    unread = new int[rows][];
    Arrays.fill(unread, new int[] {startId});
  }

  /**
   * What the model says of the next token.
   *
   * @param step manager that the result is attached to, and which outlives the next {@link #keep}
   * @return logits (R, V), a row for each hypothesis
   */
  NDArray logits(NDManager step) {
    DecoderOutput output =
        model.decode(new DecoderInput(unreadTokens(step), encoderStates, incrementalState, false));
    produced = output.incrementalState();
    if (produced == null && WARNED.add(model.getClass())) {
      LOG.warn(
          "{} has no incremental state, so each token costs a pass over all tokens before it",
          model.getClass().getSimpleName());
    }
    NDArray hidden = output.hidden();
    long positions = hidden.getShape().get(1);
    return model.output(positions == 1 ? hidden.squeeze(1) : hidden.get(":, -1"), false);
  }

  private NDArray unreadTokens(NDManager manager) {
    long[] ids = Arrays.stream(unread).flatMapToInt(Arrays::stream).asLongStream().toArray();
    return manager.create(ids, new Shape(unread.length, unread[0].length));
  }

  /**
   * Goes on with some of the hypotheses.
   *
   * @param origins for each hypothesis from now on the one it continues, by its place in the last
   *     {@link #logits}
   * @param newRows the context of each, by its place among the caller's states, in order
   * @param last gives the last token of each
   * @param written gives all tokens of each, start token included, for a model without state
   */
  void keep(
      int[] origins,
      int[] newRows,
      Supplier<int[][]> last,
      Supplier<int[][]> written,
      NDManager step) {
    NDArray indices = step.create(Arrays.stream(origins).asLongStream().toArray());
    NDManager next = search.newSubManager();
    NDList state = produced;
    if (state != null) {
      state =
          isIdentity(origins, rows.length) ? state : model.reorderIncrementalState(state, indices);
      state.attach(next);
    }
    keepStates(model.sharesEncoderStates() ? Arrays.stream(newRows).distinct().toArray() : newRows);
    incrementalState = state;
    unread = state == null ? written.get() : last.get();
    rows = newRows;
    held.close();
    held = next;
  }

  /** All hypotheses of a row share its states, so these change only when rows leave or multiply. */
  private void keepStates(int[] wanted) {
    if (Arrays.equals(wanted, stateRows)) {
      return;
    }
    NDManager changed = search.newSubManager();
    long[] places = new long[wanted.length];
    for (int i = 0, place = 0; i < wanted.length; i++) {
      while (stateRows[place] != wanted[i]) {
        place++;
      }
      places[i] = place;
    }
    encoderStates = model.reorderEncoderStates(encoderStates, changed.create(places));
    encoderStates.attach(changed);
    encoderHeld.close();
    encoderHeld = changed;
    stateRows = wanted;
  }

  private static boolean isIdentity(int[] origins, int size) {
    if (origins.length != size) {
      return false;
    }
    for (int i = 0; i < size; i++) {
      if (origins[i] != i) {
        return false;
      }
    }
    return true;
  }
}
