package dev.rookery.runtime.causal;

import ai.djl.ndarray.NDArray;
import dev.rookery.api.nn.TorchScript;
import dev.rookery.runtime.causal.GenerationOptions.Sampling;
import java.util.List;
import java.util.SplittableRandom;

/** The next token of each row, of its scores. */
interface TokenChoice {

  /**
   * Chooses.
   *
   * @param scores (R, V) float32
   * @param randoms of the rows
   * @return a token for each row
   */
  long[] choose(NDArray scores, List<SplittableRandom> randoms);

  /** The likeliest, or one that is drawn if that is wanted. */
  static TokenChoice of(GenerationOptions options) {
    return options.sampling().<TokenChoice>map(Drawn::new).orElseGet(Likeliest::new);
  }

  /** The likeliest token; of several the first. */
  record Likeliest() implements TokenChoice {

    private static final TorchScript BEST =
        new TorchScript(
            "likeliest token",
            """
            def forward(self, scores: Tensor) -> Tensor:
              return torch.argmax(scores, 1)
            """);

    @Override
    public long[] choose(NDArray scores, List<SplittableRandom> randoms) {
      return BEST.run(false, scores).singletonOrThrow().toLongArray();
    }
  }

  /** A token drawn from the filtered distribution. */
  record Drawn(Sampling sampling) implements TokenChoice {

    private static final TorchScript DRAW =
        new TorchScript(
            "drawn token",
            """
            def forward(self, scores: Tensor, uniform: Tensor) -> Tensor:
              sums = torch.cumsum(torch.softmax(torch.to(scores, 7), 1), 1)
              last = torch.size(sums, 1) - 1
              wanted = torch.mul(torch.unsqueeze(uniform, 1), torch.slice(sums, 1, last))
              return torch.clamp(torch.sum(torch.le(sums, wanted), [1]), 0, last)
            """);

    @Override
    public long[] choose(NDArray scores, List<SplittableRandom> randoms) {
      double[] uniform = randoms.stream().mapToDouble(SplittableRandom::nextDouble).toArray();
      NDArray filtered = sampling.filter().apply(scores);
      return DRAW.run(false, filtered, scores.getManager().create(uniform))
          .singletonOrThrow()
          .toLongArray();
    }
  }
}
