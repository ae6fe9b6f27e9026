package dev.rookery.runtime.decoding;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import dev.rookery.api.nn.Rows;
import dev.rookery.api.nn.TorchScript;

/**
 * Draws the next token of each hypothesis on its own from a truncated distribution. What is drawn
 * for a row depends on its seed, not on the other rows of the batch.
 */
record DrawnPaths(Truncation truncation) implements PathSelector {

  private static final TorchScript DRAW =
      new TorchScript(
          "draw tokens",
          """
          def forward(self, logprobs: Tensor, ids: Tensor, probs: Tensor, gains: Tensor, priors: Tensor, uniform: Tensor, numbers: Tensor) -> Tensor:
            N = int(numbers[0])
            below = torch.le(torch.cumsum(torch.to(probs, 7), -1), torch.unsqueeze(uniform, 1))
            last = torch.sub(torch.sum(torch.gt(probs, 0.), [-1], True), 1)
            places = torch.minimum(torch.sum(below, [-1], True), last)
            tokens = torch.gather(ids, 1, places)
            scores = torch.add(torch.squeeze(torch.gather(gains, 1, places), 1), priors)
            chosen = torch.gather(logprobs, 1, tokens)
            ranks = torch.sum(torch.gt(logprobs, chosen), [1])
            P = torch.floordiv(torch.size(logprobs, 0), N)
            parents = torch.expand(torch.unsqueeze(torch.mul(torch.arange(P, device=ids.device), int(numbers[1])), 0), [N, P])
            shape = [N, P]
            return torch.stack([torch.to(parents, 7), torch.to(torch.reshape(tokens, shape), 7), torch.to(torch.reshape(scores, shape), 7), torch.to(torch.reshape(chosen, shape), 7), torch.to(torch.reshape(ranks, shape), 7)])
          """);

  @Override
  public NDArray select(Step step) {
    NDManager manager = step.logprobs().getManager();
    int beams = step.beams().size();
    NDArray logprobs = step.logprobs();
    NDArray allowed = step.allowed();
    NDArray priors = step.priors();
    if (step.places() < step.size()) {
      // all hypotheses of a beam begin with the same distribution
      NDArray copies = manager.create(repeated(beams, step.size()));
      logprobs = Rows.select(logprobs, 0, copies, false);
      allowed = Rows.select(allowed, 0, copies, false);
      priors = Rows.select(priors, 0, copies, false);
    }
    NDList cut = truncation.apply(allowed, step);
    long parentStride = step.places() < step.size() ? 0 : 1;
    return DRAW.run(
            false,
            logprobs,
            cut.get(0),
            cut.get(1),
            cut.get(2),
            priors,
            manager.create(uniform(step)),
            manager.create(new long[] {beams, parentStride}))
        .singletonOrThrow();
  }

  private static long[] repeated(int beams, int times) {
    long[] copies = new long[beams * times];
    for (int i = 0; i < copies.length; i++) {
      copies[i] = i / times;
    }
    return copies;
  }

  private static double[] uniform(Step step) {
    double[] uniform = new double[step.beams().size() * step.size()];
    int i = 0;
    for (Beam beam : step.beams()) {
      for (int place = 0; place < step.size(); place++) {
        uniform[i++] = beam.random().nextDouble();
      }
    }
    return uniform;
  }
}
