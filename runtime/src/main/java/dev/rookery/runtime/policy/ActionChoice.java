package dev.rookery.runtime.policy;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import dev.rookery.api.nn.TorchScript;

/**
 * Chooses the next token in each environment by a policy's scores.
 *
 * <p>Shapes: B environments, V vocabulary size.
 */
final class ActionChoice {

  private static final String CHOOSE =
      """
      def forward(self, logits: Tensor, draws: Tensor, temperature: Tensor, allowed: Tensor, forced: Tensor) -> List[Tensor]:
        scores = torch.div(torch.to(logits, 6), temperature)
        scores = torch.masked_fill(scores, torch.logical_not(allowed), -inf)
        logs = torch.log_softmax(scores, 1)
        drawn = CHOICE
        action = torch.where(torch.ge(forced, 0), forced, drawn)
        of_action = torch.squeeze(torch.gather(logs, 1, torch.unsqueeze(action, 1)), 1)
        of_drawn = torch.squeeze(torch.gather(logs, 1, torch.unsqueeze(drawn, 1)), 1)
        return [action, of_action, of_drawn]
      """;
  private static final TorchScript GREEDY =
      TorchScript.shared(
          "greedy choice",
          CHOOSE.replace("CHOICE", "torch.argmax(logs, 1)").replace("-inf", "float('-inf')"));
  private static final TorchScript RANDOM =
      TorchScript.shared(
          "random choice",
          CHOOSE
              .replace(
                  "CHOICE", "self.inverse(torch.cumsum(torch.exp(torch.to(logs, 7)), 1), draws)")
              .replace("-inf", "float('-inf')")
              .concat(
                  """
                  def inverse(self, sums: Tensor, draws: Tensor) -> Tensor:
                    last = torch.size(sums, 1) - 1
                    all = torch.slice(sums, 1, last, last + 1)
                    below = torch.le(sums, torch.mul(torch.unsqueeze(draws, 1), all))
                    return torch.clamp(torch.sum(below, [1]), 0, last)
                  """));

  private ActionChoice() {}

  /**
   * Chooses.
   *
   * @param greedy whether the likeliest token is taken; else one is drawn
   * @param logits (B, V), the scores
   * @param draws (B) float64 from 0 to 1, which tell what is drawn
   * @param temperature (B, 1), by which scores are divided
   * @param allowed (B, V) or (1, V) bool, which tokens may be chosen
   * @param forced (B) int64, a token that is taken whatever was chosen; below 0 for none
   * @return the tokens, (B) int64; natural logarithms of their probabilities after temperature and
   *     mask, (B) float32; those of the tokens that would have been taken if none were forced
   */
  static NDList choose(
      boolean greedy,
      NDArray logits,
      NDArray draws,
      NDArray temperature,
      NDArray allowed,
      NDArray forced) {
    return (greedy ? GREEDY : RANDOM).run(false, logits, draws, temperature, allowed, forced);
  }
}
