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

  private final int padding;

  GeneratorBatches(Dictionary dictionary) {
    padding = dictionary.nullId();
  }

  /**
   * Makes a batch; it has labels if every turn has one.
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
      turn.findLabel()
          .ifPresent(
              label -> {
                labels.add(label.ids().toArray());
                labelTexts.add(label.text());
              });
    }
    Batch batch =
        Batch.of(PaddedTokens.of(contexts, padding), places, observations)
            .with(ROWS, new Rows(List.copyOf(examples)));
    return labels.size() == examples.size()
        ? batch.withLabels(PaddedTokens.of(labels, padding), labelTexts)
        : batch;
  }
}
