package dev.rookery.api.model;

import dev.rookery.api.dialogue.Message;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a model gets at one step: ParlAI's {@code Batch}. Rows are the conversations that have
 * something to say; {@link #validIndices} tells where they stand among all. Lives in Java memory.
 */
public final class Batch {

  /**
   * Names a further field, for models that need more than text and labels.
   *
   * @param name for messages
   * @param type of the value
   */
  public record Key<T>(String name, Class<T> type) {}

  private final PaddedTokens text;
  private final @Nullable PaddedTokens labels;
  private final List<String> labelTexts;
  private final List<Integer> validIndices;
  private final List<Message> observations;
  private final Map<Key<?>, Object> extras;

  private Batch(
      PaddedTokens text,
      @Nullable PaddedTokens labels,
      List<String> labelTexts,
      List<Integer> validIndices,
      List<Message> observations,
      Map<Key<?>, Object> extras) {
    this.text = text;
    this.labels = labels;
    this.labelTexts = labelTexts;
    this.validIndices = validIndices;
    this.observations = observations;
    this.extras = extras;
  }

  /** A batch without labels. */
  public static Batch of(
      PaddedTokens text, List<Integer> validIndices, List<Message> observations) {
    return new Batch(
        text, null, List.of(), List.copyOf(validIndices), List.copyOf(observations), Map.of());
  }

  /**
   * This batch with labels.
   *
   * @param newLabels the chosen label of each row, end token included, no start token; of length 0
   *     where there is none
   * @param newLabelTexts the same as text
   */
  public Batch withLabels(PaddedTokens newLabels, List<String> newLabelTexts) {
    return new Batch(
        text, newLabels, List.copyOf(newLabelTexts), validIndices, observations, extras);
  }

  /** This batch with a further field. */
  public <T> Batch with(Key<T> key, T value) {
    Map<Key<?>, Object> more = new HashMap<>(extras);
    more.put(key, value);
    return new Batch(text, labels, labelTexts, validIndices, observations, Map.copyOf(more));
  }

  /** Number of rows, B. */
  public int size() {
    return text.rows();
  }

  public PaddedTokens text() {
    return text;
  }

  /** The labels, if any row has one; those of the other rows have length 0. */
  public Optional<PaddedTokens> labels() {
    return Optional.ofNullable(labels);
  }

  public List<String> labelTexts() {
    return labelTexts;
  }

  /** For each row, its place among the conversations that were asked. */
  public List<Integer> validIndices() {
    return validIndices;
  }

  /** The observations, row by row. */
  public List<Message> observations() {
    return observations;
  }

  public <T> Optional<T> find(Key<T> key) {
    return Optional.ofNullable(extras.get(key)).map(key.type()::cast);
  }
}
