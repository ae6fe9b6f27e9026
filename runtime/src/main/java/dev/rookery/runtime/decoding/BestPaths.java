package dev.rookery.runtime.decoding;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.rookery.api.nn.TorchScript;

/**
 * Keeps the hypotheses with the highest scores over all ways on from all hypotheses of a beam; with
 * a beam of one, greedy search.
 */
final class BestPaths implements PathSelector {

  /** The best of each hypothesis come first: no other can be among the best of all. */
  private static final TorchScript BEST =
      new TorchScript(
          "best paths",
          """
          def forward(self, logprobs: Tensor, allowed: Tensor, priors: Tensor, numbers: Tensor) -> Tensor:
            N = int(numbers[0])
            values, ids = torch.topk(allowed, min(int(numbers[1]), torch.size(allowed, 1)), 1)
            J = torch.size(ids, 1)
            P = torch.floordiv(torch.size(allowed, 0), N)
            scores = torch.reshape(torch.add(values, torch.unsqueeze(priors, 1)), [N, P * J])
            best, at = torch.topk(scores, min(int(numbers[1]), P * J), 1)
            parents = torch.floor_divide(at, J)
            tokens = torch.gather(torch.reshape(ids, [N, P * J]), 1, at)
            first = torch.unsqueeze(torch.mul(torch.arange(N, device=at.device), P), 1)
            rows = torch.reshape(torch.add(parents, first), [-1])
            if bool(numbers[2]):
              of_parents = torch.index_select(logprobs, 0, rows)
              chosen = torch.gather(of_parents, 1, torch.reshape(tokens, [-1, 1]))
            else:
              of_parents = torch.index_select(values, 0, rows)
              chosen = torch.reshape(torch.gather(torch.reshape(values, [N, P * J]), 1, at), [-1, 1])
            ranks = torch.sum(torch.gt(of_parents, chosen), [1])
            shape = torch.size(best)
            return torch.stack([torch.to(parents, 7), torch.to(tokens, 7), torch.to(best, 7), torch.to(torch.reshape(chosen, shape), 7), torch.to(torch.reshape(ranks, shape), 7)])
          """);

  /** A beam of one needs no sorting, and where nothing is blocked its token has rank 0. */
  private static final TorchScript GREEDY =
      new TorchScript(
          "best token",
          """
          def forward(self, logprobs: Tensor, allowed: Tensor, priors: Tensor, blocked: Tensor) -> Tensor:
            best, tokens = torch.max(allowed, 1)
            scores = torch.add(best, priors)
            zeros = torch.zeros_like(scores, dtype=7)
            chosen = best
            ranks = zeros
            if bool(blocked):
              columns = torch.unsqueeze(tokens, 1)
              own = torch.gather(logprobs, 1, columns)
              ranks = torch.to(torch.sum(torch.gt(logprobs, own), [1]), 7)
              chosen = torch.squeeze(own, 1)
            packed = torch.stack([zeros, torch.to(tokens, 7), torch.to(scores, 7), torch.to(chosen, 7), ranks])
            return torch.unsqueeze(packed, 2)
          """);

  @Override
  public NDArray select(Step step) {
    NDManager manager = step.logprobs().getManager();
    boolean blocked = step.allowed() != step.logprobs();
    if (step.size() == 1 && step.spare() == 0) {
      return GREEDY
          .run(false, step.logprobs(), step.allowed(), step.priors(), manager.create(blocked))
          .singletonOrThrow();
    }
    NDArray numbers =
        manager.create(
            new long[] {step.beams().size(), (long) step.size() + step.spare(), blocked ? 1 : 0});
    return BEST.run(false, step.logprobs(), step.allowed(), step.priors(), numbers)
        .singletonOrThrow();
  }
}
