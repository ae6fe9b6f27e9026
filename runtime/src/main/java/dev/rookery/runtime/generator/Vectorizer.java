package dev.rookery.runtime.generator;

import dev.rookery.api.dialogue.Message;
import dev.rookery.api.text.Dictionary;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Turns observed messages into token ids: the history as context, cut on the far side from its end,
 * and one label, cut at its end. Immutable and thread-safe; shared by all dialogues of an agent.
 */
public final class Vectorizer {

  private final Dictionary dictionary;
  private final HistorySettings settings;
  private final BoundaryTokens contextBoundary;
  private final BoundaryTokens labelBoundary;

  /**
   * @param contextBoundary put around the context after it was truncated
   * @param labelBoundary put around labels and candidates before they are truncated
   */
  public Vectorizer(
      Dictionary dictionary,
      HistorySettings settings,
      BoundaryTokens contextBoundary,
      BoundaryTokens labelBoundary) {
    this.dictionary = dictionary;
    this.settings = settings;
    this.contextBoundary = contextBoundary;
    this.labelBoundary = labelBoundary;
  }

  /** For models that write: labels end with the end token; the model adds the start token. */
  public static Vectorizer forGenerator(Dictionary dictionary, HistorySettings settings) {
    return new Vectorizer(dictionary, settings, BoundaryTokens.NONE, BoundaryTokens.END);
  }

  /** For bi- and poly-encoders: start and end token around contexts, labels and candidates. */
  public static Vectorizer forEncoderRanker(Dictionary dictionary, HistorySettings settings) {
    return new Vectorizer(dictionary, settings, BoundaryTokens.BOTH, BoundaryTokens.BOTH);
  }

  public Dictionary dictionary() {
    return dictionary;
  }

  public HistorySettings settings() {
    return settings;
  }

  /**
   * Makes ids of a message.
   *
   * @param history has observed the message already
   * @param random chooses among several labels; not used if there is only one
   */
  public Vectorized vectorize(Message message, History history, RandomGenerator random) {
    return new Vectorized(message, context(message, history), label(message, random));
  }

  private VectorizedText context(Message message, History history) {
    String text = message.has(Message.TEXT) ? history.text().orElse("") : "";
    if (text.isEmpty()) {
      return VectorizedText.EMPTY;
    }
    TokenIds full = history.ids();
    int limit = settings.textTruncate();
    // Of a reversed history the latest tokens are the first ones.
    TokenIds cut = limit < 0 ? full : settings.reversed() ? full.first(limit) : full.last(limit);
    TokenIds framed = contextBoundary.around(cut, dictionary.startId(), dictionary.endId());
    return new VectorizedText(text, framed, full, full.length() - cut.length());
  }

  private @Nullable VectorizedText label(Message message, RandomGenerator random) {
    List<String> labels = message.anyLabels();
    if (labels.isEmpty()) {
      return null;
    }
    return label(labels.get(labels.size() == 1 ? 0 : random.nextInt(labels.size())));
  }

  /** The ids of a label or of a candidate. */
  public VectorizedText label(String text) {
    TokenIds full =
        labelBoundary.around(
            TokenIds.wrap(dictionary.encode(text)), dictionary.startId(), dictionary.endId());
    TokenIds cut = settings.labelTruncate() < 0 ? full : full.first(settings.labelTruncate());
    return new VectorizedText(text, cut, full, full.length() - cut.length());
  }
}
