package dev.rookery.runtime.causal;

import ai.djl.ndarray.NDManager;
import dev.rookery.api.model.CausalModel;
import dev.rookery.runtime.world.Shuffle;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/** Writes one continuation of each prompt, token by token. Rows that are done leave the batch. */
final class Writing {

  private final GenerationOptions options;
  private final ScoreRules rules;
  private final TokenChoice choice;

  Writing(GenerationOptions options) {
    this.options = options;
    rules = new ScoreRules(options);
    choice = TokenChoice.of(options);
  }

  /** A text on its way. */
  private static final class Row {
    private int[] text;
    private final SplittableRandom random;

    Row(int[] prompt, long seed) {
      text = prompt;
      random = new SplittableRandom(seed);
    }
  }

  /** The new tokens of each prompt. */
  List<int[]> write(CausalModel model, List<int[]> prompts, int length, NDManager manager) {
    List<Row> rows = new ArrayList<>();
    long seed = options.sampling().map(GenerationOptions.Sampling::seed).orElse(0L);
    for (int[] prompt : prompts) {
      rows.add(new Row(prompt, Shuffle.mix(seed, rows.size())));
    }
    try (CausalFront front = new CausalFront(model, prompts, manager)) {
      List<Row> growing = rows;
      for (int step = 0; step < length && !growing.isEmpty(); step++) {
        growing = advance(growing, front, step);
      }
    }
    List<int[]> written = new ArrayList<>();
    for (int i = 0; i < prompts.size(); i++) {
      int[] text = rows.get(i).text;
      written.add(Arrays.copyOfRange(text, prompts.get(i).length, text.length));
    }
    return written;
  }

  private List<Row> advance(List<Row> growing, CausalFront front, int step) {
    List<int[]> texts = growing.stream().map(row -> row.text).toList();
    long[] tokens =
        choice.choose(
            rules.apply(front.logits(), texts, step),
            growing.stream().map(row -> row.random).toList());
    List<Row> rest = new ArrayList<>();
    int[] origins = new int[tokens.length];
    int[] next = new int[tokens.length];
    for (int i = 0; i < tokens.length; i++) {
      int token = (int) tokens[i];
      growing.get(i).text = ScoreRules.longer(growing.get(i).text, token);
      if (token != options.endId()) {
        origins[rest.size()] = i;
        next[rest.size()] = token;
        rest.add(growing.get(i));
      }
    }
    front.keep(Arrays.copyOf(origins, rest.size()), Arrays.copyOf(next, rest.size()));
    return rest;
  }
}
