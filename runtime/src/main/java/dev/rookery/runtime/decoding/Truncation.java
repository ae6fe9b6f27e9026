package dev.rookery.runtime.decoding;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import dev.rookery.api.nn.TorchScript;

/** The tokens that may be drawn, and how probable they are then. */
interface Truncation {

  /**
   * Cuts the tail of distributions off.
   *
   * @param logprobs (R, V) float32
   * @param step they belong to
   * @return ids (R, K) int64 from the most probable down; their probabilities (R, K), which sum to
   *     one, zero where a token is cut off; what each adds to the score (R, K)
   */
  NDList apply(NDArray logprobs, PathSelector.Step step);

  /** The k most probable tokens (Fan et al. 2018). They score as without truncation. */
  record TopK(int k) implements Truncation {

    private static final TorchScript CUT =
        new TorchScript(
            "top k",
            """
            def forward(self, logprobs: Tensor, k: Tensor) -> Tuple[Tensor, Tensor, Tensor]:
              values, ids = torch.topk(logprobs, min(int(k), torch.size(logprobs, 1)), -1)
              return (ids, torch.softmax(values, -1), values)
            """);

    @Override
    public NDList apply(NDArray logprobs, PathSelector.Step step) {
      return CUT.run(false, logprobs, logprobs.getManager().create((long) k));
    }
  }

  /**
   * The most probable tokens that together reach a probability of p (Holtzman et al. 2020). They
   * score by their probability among each other, as in ParlAI.
   */
  record Nucleus(Share share) implements Truncation {

    /** The p of one hypothesis. */
    interface Share {
      double of(Beam beam, int place);
    }

    private static final TorchScript CUT =
        new TorchScript(
            "nucleus",
            """
            def forward(self, logprobs: Tensor, p: Tensor) -> Tuple[Tensor, Tensor, Tensor]:
              probs, ids = torch.sort(torch.softmax(logprobs, -1), -1, True)
              before = torch.sub(torch.cumsum(probs, -1), probs)
              kept = torch.masked_fill(probs, torch.ge(before, torch.unsqueeze(p, 1)), 0.)
              share = torch.div(kept, torch.sum(kept, [-1], True))
              return (ids, share, torch.log(share))
            """);

    @Override
    public NDList apply(NDArray logprobs, PathSelector.Step step) {
      int rows = Math.toIntExact(logprobs.getShape().get(0));
      int places = rows / step.beams().size();
      float[] shares = new float[rows];
      for (int i = 0; i < rows; i++) {
        Beam beam = step.beams().get(i / places);
        shares[i] = (float) share.of(beam, Math.min(i % places, beam.size() - 1));
      }
      return CUT.run(false, logprobs, logprobs.getManager().create(shares));
    }
  }
}
