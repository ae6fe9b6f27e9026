package dev.rookery.runtime.generator;

import dev.rookery.api.dialogue.Message;
import dev.rookery.api.model.Batch;
import dev.rookery.api.model.PaddedTokens;
import dev.rookery.api.text.Dictionary;
import java.util.ArrayList;
import java.util.List;

/** Puts vectorized turns into batches. */
final class GeneratorBatches {

  /** The turns of a batch, row by row. */
  static final Batch.Key<Rows> ROWS = new Batch.Key<>("rows", Rows.class);

  /** The turns of a batch. */
  record Rows(List<GeneratorExample> examples) {}

  private static final int[] NO_LABEL = {};

  private final int padding;

  GeneratorBatches(Dictionary dictionary) {
    padding = dictionary.nullId();
  }

  /**
   * Makes a batch; it has labels if any turn has one.
   *
   * @param places where each turn stands among the conversations that were asked
   */
  Batch of(List<GeneratorExample> examples, List<Integer> places) {
    List<int[]> contexts = new ArrayList<>();
    List<int[]> labels = new ArrayList<>();
    List<String> labelTexts = new ArrayList<>();
    List<Message> observations = new ArrayList<>();
    for (GeneratorExample example : examples) {
      Vectorized turn = example.turn();
      int[] context = turn.context().ids().toArray();
      // an encoder reads at least one token, also where nothing was said
      contexts.add(context.length == 0 ? new int[] {padding} : context);
      observations.add(turn.message());
      labels.add(turn.findLabel().map(label -> label.ids().toArray()).orElse(NO_LABEL));
      labelTexts.add(turn.findLabel().map(VectorizedText::text).orElse(""));
    }
    Batch batch =
        Batch.of(PaddedTokens.of(contexts, padding), places, observations)
            .with(ROWS, new Rows(List.copyOf(examples)));
    return examples.stream().anyMatch(example -> example.turn().findLabel().isPresent())
        ? batch.withLabels(PaddedTokens.of(labels, padding), labelTexts)
        : batch;
  }
}
