package dev.rookery.runtime.causal;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.rookery.api.nn.TorchScript;
import dev.rookery.runtime.decoding.RepeatedNgrams;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Changes scores by what was written: repetition penalty, no repeated n-grams, no end token too
 * early, in this order. Padding doesn't count as written, other than in Hugging Face's.
 */
record ScoreRules(GenerationOptions options) {

  private static final TorchScript PENALIZE =
      new TorchScript(
          "repetition penalty",
          """
          def forward(self, scores: Tensor, ids: Tensor, penalty: Tensor) -> Tensor:
            there = torch.gather(scores, 1, ids)
            low = torch.mul(there, float(penalty))
            changed = torch.where(torch.lt(there, 0.), low, torch.div(there, float(penalty)))
            return torch.scatter(scores, 1, ids, changed)
          """);

  private static final TorchScript BAN =
      new TorchScript(
          "ban tokens",
          """
          def forward(self, scores: Tensor, banned: Tensor) -> Tensor:
            flat = torch.index_fill(torch.reshape(scores, [-1]), 0, banned, float('-inf'))
            return torch.reshape(flat, torch.size(scores))
          """);

  /**
   * Changes scores.
   *
   * @param scores (R, V) float32
   * @param texts all tokens of each row so far, prompt included
   * @param written how many of them are new
   * @return (R, V), attached to the manager of {@code scores}
   */
  NDArray apply(NDArray scores, List<int[]> texts, int written) {
    NDArray changed = options.repetitionPenalty() == 1 ? scores : penalized(scores, texts);
    boolean early = written < options.minNewTokens();
    if (!early && options.noRepeatNgramSize() == 0) {
      return changed;
    }
    long[] banned = banned(texts, early, scores.getShape().get(1));
    if (banned.length == 0) {
      return changed;
    }
    return BAN.run(false, changed, scores.getManager().create(banned)).singletonOrThrow();
  }

  private NDArray penalized(NDArray scores, List<int[]> texts) {
    int longest = texts.stream().mapToInt(text -> text.length).max().orElse(0);
    long[] ids = new long[texts.size() * longest];
    for (int row = 0; row < texts.size(); row++) {
      int[] text = texts.get(row);
      for (int i = 0; i < longest; i++) {
        ids[row * longest + i] = text[Math.min(i, text.length - 1)]; // once more changes nothing
      }
    }
    NDManager manager = scores.getManager();
    return PENALIZE
        .run(
            false,
            scores,
            manager.create(ids, new Shape(texts.size(), longest)),
            manager.create(options.repetitionPenalty()))
        .singletonOrThrow();
  }

  private long[] banned(List<int[]> texts, boolean early, long vocabulary) {
    List<Long> banned = new ArrayList<>();
    for (int row = 0; row < texts.size(); row++) {
      Set<Integer> tokens = new HashSet<>();
      RepeatedNgrams.add(options.noRepeatNgramSize(), texts.get(row), texts.get(row), tokens);
      if (early) {
        tokens.add(options.endId());
      }
      for (int token : tokens) {
        banned.add(row * vocabulary + token);
      }
    }
    return banned.stream().mapToLong(Long::longValue).toArray();
  }

  /** Appends a token. */
  static int[] longer(int[] text, int token) {
    int[] longer = Arrays.copyOf(text, text.length + 1);
    longer[text.length] = token;
    return longer;
  }
}
