package dev.rookery.benchmarks;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.rookery.api.nn.Precision;
import dev.rookery.api.nn.TorchScript;

/**
 * GPT-2 as a bare libtorch loop: one compiled program that reads a prompt and writes greedily, with
 * libtorch's linear layers and fused attention, and a cache that grows by concatenation. Its
 * weights are cast before, where the precision is low.
 */
final class BareGpt2 implements AutoCloseable {

  private static final String PROGRAM =
      """
      def norm(self, x: Tensor, ps: List[Tensor], i: int) -> Tensor:
        return torch.layer_norm(x, [SIZE], ps[i], ps[i + 1], 1.0e-05, False)
      def linear(self, x: Tensor, ps: List[Tensor], i: int) -> Tensor:
        return torch.linear(torch.to(x, ps[i].dtype), ps[i], ps[i + 1])
      def next(self, ids: Tensor, at: int, cache: List[Tensor], ps: List[Tensor]) -> List[Tensor]:
        B = torch.size(ids, 0)
        T = torch.size(ids, 1)
        x = torch.add(torch.embedding(ps[0], ids), torch.slice(ps[1], 0, at, at + T))
        kept = annotate(List[Tensor], [])
        for l in range(LAYERS):
          i = 3 + l * 12
          y = torch.reshape(self.linear(self.norm(x, ps, i), ps, i + 2), [B, T, 3, HEADS, HEAD])
          parts = torch.unbind(torch.permute(y, [2, 0, 3, 1, 4]))
          k = parts[1]
          v = parts[2]
          if at > 0:
            k = torch.cat([cache[2 * l], k], 2)
            v = torch.cat([cache[2 * l + 1], v], 2)
          a = torch.scaled_dot_product_attention(parts[0], k, v, None, 0., at == 0)
          added = torch.append(kept, k)
          added = torch.append(kept, v)
          x = torch.add(x, self.linear(torch.reshape(torch.transpose(a, 1, 2), [B, T, SIZE]), ps, i + 4))
          f = torch.gelu_(self.linear(self.norm(x, ps, i + 6), ps, i + 8), approximate="tanh")
          x = torch.add(x, self.linear(f, ps, i + 10))
        last = torch.select(self.norm(x, ps, 3 + LAYERS * 12), 1, T - 1)
        logits = torch.linear(torch.to(last, ps[2].dtype), ps[2])
        return torch.add([torch.argmax(logits, -1, True)], kept)
      def forward(self, ids: Tensor, count: Tensor, ps: List[Tensor]) -> Tensor:
        at = 0
        last = ids
        cache = annotate(List[Tensor], [])
        tokens = annotate(List[Tensor], [])
        for t in range(int(count)):
          result = self.next(last, at, cache, ps)
          cache = result[1:]
          at = at + torch.size(last, 1)
          last = result[0]
          added = torch.append(tokens, last)
        return torch.cat(tokens, 1)
      """;

  private static final TorchScript CAST =
      new TorchScript(
          "bare cast",
          """
          def forward(self, x: Tensor, type: Tensor) -> Tensor:
            return torch.to(x, int(type))
          """);

  private final NDManager manager = NDManager.newBaseManager("PyTorch");
  private final NDList weights = new NDList();
  private final TorchScript program;

  BareGpt2(Gpt2Shape shape, Precision precision) {
    int size = shape.size();
    weights.add(random(shape.vocabulary(), size));
    weights.add(random(shape.positions(), size));
    weights.add(low(weights.get(0), precision));
    for (int layer = 0; layer < shape.layers(); layer++) {
      addNorm(size);
      addLinear(size, 3 * size, precision);
      addLinear(size, size, precision);
      addNorm(size);
      addLinear(size, 4 * size, precision);
      addLinear(4 * size, size, precision);
    }
    addNorm(size);
    program =
        TorchScript.shared(
            "bare gpt2",
            PROGRAM
                .replace("LAYERS", Integer.toString(shape.layers()))
                .replace("HEADS", Integer.toString(shape.heads()))
                .replace("HEAD", Integer.toString(size / shape.heads()))
                .replace("SIZE", Integer.toString(size)));
  }

  private NDArray random(long... shape) {
    return manager.randomNormal(new Shape(shape)).mul(0.02);
  }

  private NDArray low(NDArray weight, Precision precision) {
    return CAST.run(false, weight, manager.create((long) precision.scalarType()))
        .singletonOrThrow();
  }

  private void addNorm(int size) {
    weights.add(manager.ones(new Shape(size)));
    weights.add(manager.zeros(new Shape(size)));
  }

  private void addLinear(int inputSize, int outputSize, Precision precision) {
    weights.add(low(random(outputSize, inputSize), precision));
    weights.add(low(manager.zeros(new Shape(outputSize)), precision));
  }

  /** Writes tokens after each prompt; gives how many in all. */
  long write(long[][] prompts, int count) {
    try (NDManager step = manager.newSubManager()) {
      NDList arguments = new NDList(step.create(prompts), step.create((long) count));
      arguments.addAll(TorchScript.list("ps", weights));
      return program.run(false, arguments).singletonOrThrow().toLongArray().length;
    }
  }

  @Override
  public void close() {
    manager.close();
  }
}
