package dev.rookery.runtime.causal;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.rookery.api.model.CausalInput;
import dev.rookery.api.model.CausalModel;
import dev.rookery.api.model.CausalModel.Continuation;
import dev.rookery.api.nn.TorchScript;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The model's side of writing: what it has read of each text, padded on the left. */
final class CausalFront implements AutoCloseable {

  private static final TorchScript LAST =
      new TorchScript(
          "last vector",
          """
          def forward(self, hidden: Tensor) -> Tensor:
            return torch.select(hidden, 1, torch.size(hidden, 1) - 1)
          """);

  private static final TorchScript FLOAT32 =
      new TorchScript(
          "float32",
          """
          def forward(self, x: Tensor) -> Tensor:
            return torch.to(x, 6)
          """);

  private final CausalModel model;
  private final NDManager parent;
  private NDManager held;
  private @Nullable NDList state;
  private int[] padding;
  private long[] unread;
  private int width;
  private int total;
  private int @Nullable [] origins;

  /**
   * Begins with the texts of prompts.
   *
   * @param prompts at least one token each
   */
  CausalFront(CausalModel model, List<int[]> prompts, NDManager parent) {
    this.model = model;
    this.parent = parent;
    held = parent.newSubManager();
    width = prompts.stream().mapToInt(prompt -> prompt.length).max().orElse(0);
    total = width;
    padding = new int[prompts.size()];
    unread = new long[prompts.size() * width];
    for (int row = 0; row < padding.length; row++) {
      int[] prompt = prompts.get(row);
      padding[row] = width - prompt.length;
      for (int i = 0; i < prompt.length; i++) {
        unread[row * width + padding[row] + i] = prompt[i];
      }
    }
  }

  /** Reads what is unread; gives scores of the next token, (R, V) float32, valid until then. */
  NDArray logits() {
    NDManager now = parent.newSubManager();
    NDArray tokens = now.create(unread, new Shape(padding.length, width));
    CausalInput input = CausalInput.of(tokens, mask(now));
    Continuation read = state == null ? model.begin(input) : model.goOn(input, picked(state, now));
    state = read.state();
    held.close();
    held = now;
    NDArray last = LAST.run(false, read.hidden()).singletonOrThrow();
    return FLOAT32.run(false, model.logits(last, false)).singletonOrThrow();
  }

  private NDList picked(NDList known, NDManager now) {
    if (origins == null) {
      return known;
    }
    long[] rows = Arrays.stream(origins).asLongStream().toArray();
    return model.pickRows(known, now.create(rows));
  }

  private @Nullable NDArray mask(NDManager manager) {
    if (Arrays.stream(padding).allMatch(pads -> pads == 0)) {
      return null;
    }
    boolean[] there = new boolean[padding.length * total];
    for (int row = 0; row < padding.length; row++) {
      Arrays.fill(there, row * total + padding[row], (row + 1) * total, true);
    }
    return manager.create(there).reshape(padding.length, total);
  }

  /**
   * Goes on with some texts.
   *
   * @param rows for each text from now on the one it continues, by its place in the last {@link
   *     #logits}
   * @param tokens the next token of each
   */
  void keep(int[] rows, int[] tokens) {
    boolean same = rows.length == padding.length;
    int[] newPadding = new int[rows.length];
    for (int i = 0; i < rows.length; i++) {
      same &= rows[i] == i;
      newPadding[i] = padding[rows[i]];
    }
    origins = same ? null : rows;
    padding = newPadding;
    unread = Arrays.stream(tokens).asLongStream().toArray();
    width = 1;
    total++;
  }

  @Override
  public void close() {
    held.close();
  }
}
