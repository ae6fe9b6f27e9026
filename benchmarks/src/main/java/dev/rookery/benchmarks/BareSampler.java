package dev.rookery.benchmarks;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.rookery.api.nn.TorchScript;
import dev.rookery.runtime.policy.PolicyAgent;
import java.util.List;
import java.util.Map;

/**
 * A GRU policy as a bare libtorch loop: one compiled program that writes with {@code torch.gru}
 * until every row has ended, with the weights of a policy of Rookery's.
 */
final class BareSampler implements AutoCloseable {

  private static final String PROGRAM =
      """
      def forward(self, rows: Tensor, limits: Tensor, ps: List[Tensor]) -> Tensor:
        B = int(rows)
        last = torch.full([B, 1], int(limits[0]), dtype=4)
        state = torch.zeros([LAYERS, B, SIZE])
        done = torch.zeros([B], dtype=11)
        tokens = annotate(List[Tensor], [])
        t = 0
        while t < int(limits[2]) and not bool(torch.all(done)):
          x = torch.embedding(ps[0], last)
          out, state = torch.gru(x, state, ps[1:1 + 4 * LAYERS], True, LAYERS, 0., False, False, True)
          logits = torch.linear(torch.squeeze(out, 1), ps[1 + 4 * LAYERS], ps[2 + 4 * LAYERS])
          last = torch.multinomial(torch.softmax(logits, 1), 1)
          kept = torch.append(tokens, torch.masked_fill(last, torch.unsqueeze(done, 1), -1))
          done = torch.logical_or(done, torch.eq(torch.squeeze(last, 1), int(limits[1])))
          t = t + 1
        return torch.cat(tokens, 1)
      """;

  private final NDManager manager = NDManager.newBaseManager("PyTorch");
  private final NDList weights;
  private final TorchScript program;
  private final long[] limits;

  BareSampler(PolicyAgent agent) {
    Map<String, NDArray> byName = agent.actor().parameters().byName();
    weights = new NDList(List.copyOf(byName.values()));
    int layers = (weights.size() - 3) / 4;
    long size = weights.get(2).getShape().get(1);
    program =
        new TorchScript(
            "bare sampler",
            PROGRAM
                .replace("LAYERS", Integer.toString(layers))
                .replace("SIZE", Long.toString(size)));
    limits =
        new long[] {
          agent.codec().vocabulary().startId(),
          agent.codec().vocabulary().endId(),
          agent.codec().maxLength() - 1
        };
  }

  /**
   * Writes sequences.
   *
   * @return how many tokens they have, the ends included
   */
  long write(int rows) {
    try (NDManager step = manager.newSubManager()) {
      NDList arguments =
          new NDList(step.create((long) rows).reshape(new Shape()), step.create(limits));
      arguments.addAll(TorchScript.list("ps", weights));
      NDArray tokens = program.run(false, arguments).singletonOrThrow();
      tokens.attach(step);
      return tokens.gte(0).toType(ai.djl.ndarray.types.DataType.INT64, false).sum().getLong();
    }
  }

  @Override
  public void close() {
    manager.close();
  }
}
