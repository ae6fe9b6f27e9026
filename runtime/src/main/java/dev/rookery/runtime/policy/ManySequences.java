package dev.rookery.runtime.policy;

import dev.rookery.runtime.policy.SequenceRounds.Written;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;

/** Writes as many sequences as are wanted, so many at once as there is room for. */
public final class ManySequences {

  /** Writes the sequences of a request. */
  @FunctionalInterface
  public interface Writer {

    /** All that are asked for, in their order. */
    List<Written> write(SequenceSampler.Request request);
  }

  private ManySequences() {}

  /**
   * Writes them. What is drawn for each doesn't depend on how many are written at once.
   *
   * @param all that are wanted; a prompt is that of all of them
   * @param atOnce most of one call of the writer
   * @param progress hears after each call how many are written
   */
  public static List<Written> write(
      SequenceSampler.Request all, int atOnce, Writer writer, LongConsumer progress) {
    List<Written> written = new ArrayList<>();
    while (written.size() < all.count()) {
      SequenceSampler.Request part =
          new SequenceSampler.Request(
              Math.min(atOnce, all.count() - written.size()),
              all.seed(),
              all.firstNumber() + written.size(),
              all.temperature(),
              all.greedy(),
              all.prompts());
      written.addAll(writer.write(part));
      progress.accept(written.size());
    }
    return written;
  }
}
