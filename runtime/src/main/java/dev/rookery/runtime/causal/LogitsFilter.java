package dev.rookery.runtime.causal;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.rookery.api.nn.TorchScript;

/**
 * Leaves only likely tokens: divides scores by the temperature, then keeps the k best, then those
 * that together reach a probability of p (Holtzman et al. 2020).
 *
 * @param temperature above 0
 * @param topK how many tokens stay, those tied with the last one too; 0 for all
 * @param topP above 0; 1 for all
 * @param rule how the sum is compared with p
 */
public record LogitsFilter(double temperature, int topK, double topP, Rule rule) {

  /** Two ways to cut at p; they differ on ties and by rounding. */
  public enum Rule {
    /** From the unlikeliest token up, tokens go while their sum is at most 1 - p. */
    HUGGING_FACE(
        """
            ordered, ids = torch.sort(x, -1, False)
            removed = torch.le(torch.cumsum(torch.softmax(ordered, -1), -1), 1. - float(p))
            best = torch.fill_(torch.slice(removed, -1, torch.size(x, -1) - 1), False)
        """),
    /** From the likeliest token down, tokens stay up to the first with which the sum exceeds p. */
    CONVOGYM(
        """
            ordered, ids = torch.sort(x, -1, True)
            beyond = torch.gt(torch.cumsum(torch.softmax(ordered, -1), -1), float(p))
            removed = torch.zeros_like(beyond)
            after = torch.copy_(torch.slice(removed, -1, 1), torch.slice(beyond, -1, 0, -1))
        """);

    private final TorchScript script;

    Rule(String cut) {
      script =
          new TorchScript(
              "filter of scores",
              """
              def forward(self, logits: Tensor, temperature: Tensor, k: Tensor, p: Tensor) -> Tensor:
                x = torch.div(torch.to(logits, 6), float(temperature))
                if int(k) > 0:
                  values, places = torch.topk(x, min(int(k), torch.size(x, -1)), -1)
                  least = torch.slice(values, -1, torch.size(values, -1) - 1)
                  x = torch.masked_fill(x, torch.lt(x, least), NEVER)
                if float(p) < 1.:
              CUT
                  x = torch.masked_fill(x, torch.scatter(removed, -1, ids, removed), NEVER)
                return x
              """
                  .replace("CUT\n", cut)
                  .replace("NEVER", "float('-inf')"));
    }
  }

  /** Lets everything through. */
  public static final LogitsFilter NONE = new LogitsFilter(1, 0, 1, Rule.HUGGING_FACE);

  public LogitsFilter {
    if (!(temperature > 0) || topK < 0 || !(topP > 0)) {
      throw new IllegalArgumentException(
          "temperature %s and top-p %s must be above 0, top-k %d at least 0"
              .formatted(temperature, topP, topK));
    }
  }

  /**
   * Filters scores.
   *
   * @param logits (R, V)
   * @return the same divided by the temperature, float32, minus infinity where a token may not be
   *     drawn
   */
  public NDArray apply(NDArray logits) {
    NDManager manager = logits.getManager();
    try (NDArray divisor = manager.create(temperature);
        NDArray k = manager.create((long) topK);
        NDArray p = manager.create(topP)) {
      return rule.script.run(false, logits, divisor, k, p).singletonOrThrow();
    }
  }
}
