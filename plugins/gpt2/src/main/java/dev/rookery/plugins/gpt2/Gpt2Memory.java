package dev.rookery.plugins.gpt2;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.rookery.api.model.CausalInput;
import dev.rookery.api.model.CausalModel.Continuation;
import dev.rookery.api.nn.Rows;
import dev.rookery.api.nn.TorchScript;

/**
 * Goes on with texts. A state is the cache, (B, layers, 2, N, M, D), and the number of tokens in
 * it, which is the same in all rows, padding included. A cache that is full is copied into one of
 * twice the size.
 */
final class Gpt2Memory {

  private static final int LEAST_ROOM = 32;

  private static final TorchScript COPY =
      new TorchScript(
          "copy cache",
          """
          def forward(self, larger: Tensor, cache: Tensor) -> Tensor:
            return torch.copy_(torch.slice(larger, 4, 0, torch.size(cache, 4)), cache)
          """);

  private final Gpt2Layers layers;
  private final int positions;

  Gpt2Memory(Gpt2Layers layers, int positions) {
    this.layers = layers;
    this.positions = positions;
  }

  Continuation begin(CausalInput input) {
    long tokens = input.tokens().getShape().get(1);
    return read(input, empty(input.tokens(), tokens), 0);
  }

  Continuation goOn(CausalInput input, NDList state) {
    NDManager manager = input.tokens().getManager();
    long before = state.get(1).getLong();
    long total = before + input.tokens().getShape().get(1);
    NDArray cache = state.get(0);
    if (total > cache.getShape().get(4)) {
      NDArray larger = empty(input.tokens(), total);
      COPY.run(false, larger, cache).close();
      cache = larger;
    } else {
      cache.attach(manager);
    }
    return read(input, cache, before);
  }

  private NDArray empty(NDArray ids, long tokens) {
    layers.check(tokens);
    long room = Math.min(positions, Math.max(LEAST_ROOM, 2 * tokens));
    Shape shape = new Shape(ids.getShape().get(0)).addAll(layers.cacheShape(room));
    return ids.getManager().zeros(shape);
  }

  private Continuation read(CausalInput input, NDArray cache, long before) {
    NDArray ids = input.tokens();
    NDManager manager = ids.getManager();
    NDArray places = manager.full(new Shape(ids.getShape().get(0)), before, DataType.INT64);
    NDArray at =
        input.positions() == null
            ? Gpt2Masks.counted(ids, input.mask(), before, false)
            : input.positions();
    NDArray hidden = layers.cached(ids, at, places, input.mask(), cache);
    NDArray count = manager.create(before + ids.getShape().get(1));
    return new Continuation(hidden, new NDList(cache, count));
  }

  NDList pickRows(NDList state, NDArray indices) {
    NDArray count = indices.getManager().create(state.get(1).getLong());
    return new NDList(Rows.select(state.get(0), 0, indices, false), count);
  }
}
