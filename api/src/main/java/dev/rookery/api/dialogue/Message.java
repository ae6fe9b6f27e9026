package dev.rookery.api.dialogue;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * One act of a dialogue, which the other side observes. Immutable: a changed message is a new
 * message.
 *
 * <p>Field names are ParlAI's, and so is their JSON form. The known fields have typed readers; any
 * other field is an extra.
 */
public final class Message {

  /** Who speaks. */
  public static final String ID = "id";

  /** What is said. */
  public static final String TEXT = "text";

  /** The answers that count as right, to learn from. */
  public static final String LABELS = "labels";

  /** The answers that count as right, for evaluation only. */
  public static final String EVAL_LABELS = "eval_labels";

  /** The answers to choose from. */
  public static final String LABEL_CANDIDATES = "label_candidates";

  /** An agent's ranking of the candidates, best first. */
  public static final String TEXT_CANDIDATES = "text_candidates";

  public static final String REWARD = "reward";

  /** Whether this is the last message of its episode. */
  public static final String EPISODE_DONE = "episode_done";

  /** Where it was read, such as a file and a line of it, for errors; optional. */
  public static final String ORIGIN = "origin";

  /** {@code true} where the speaker has left: nothing more will come, and the dialogue is over. */
  public static final String EXIT = "exit";

  private static final Message EMPTY = new Message(Map.of());

  private final Map<String, Object> fields;

  private Message(Map<String, Object> fields) {
    this.fields = fields;
  }

  /** A message without any field. */
  public static Message empty() {
    return EMPTY;
  }

  /** A message with a text. */
  public static Message ofText(String text) {
    return EMPTY.with(TEXT, text);
  }

  /**
   * A message with these fields, in this order. Lists and maps are copied.
   *
   * @throws IllegalArgumentException if a known field has a value of the wrong type
   */
  public static Message of(Map<String, ?> fields) {
    Map<String, Object> copy = new LinkedHashMap<>();
    fields.forEach((name, value) -> copy.put(name, checked(name, value)));
    return new Message(Collections.unmodifiableMap(copy));
  }

  /** This message with one field set; an existing field keeps its place. */
  public Message with(String name, Object value) {
    Map<String, Object> copy = new LinkedHashMap<>(fields);
    copy.put(name, checked(name, value));
    return new Message(Collections.unmodifiableMap(copy));
  }

  /** This message without a field. */
  public Message without(String name) {
    if (!fields.containsKey(name)) {
      return this;
    }
    Map<String, Object> copy = new LinkedHashMap<>(fields);
    copy.remove(name);
    return new Message(Collections.unmodifiableMap(copy));
  }

  private static Object checked(String name, Object value) {
    Objects.requireNonNull(value, name);
    boolean fits =
        switch (name) {
          case ID, TEXT -> value instanceof String;
          case LABELS, EVAL_LABELS, LABEL_CANDIDATES, TEXT_CANDIDATES ->
              value instanceof List<?> list && list.stream().allMatch(String.class::isInstance);
          case REWARD -> value instanceof Number;
          case EPISODE_DONE -> value instanceof Boolean;
          default -> true;
        };
    if (!fits) {
      throw new IllegalArgumentException(
          "message field \"" + name + "\" cannot be " + value.getClass().getSimpleName());
    }
    return copied(value);
  }

  /** Lists and maps, also those within, as they are now; nobody can change them afterwards. */
  private static Object copied(Object value) {
    if (value instanceof List<?> list) {
      return list.stream().allMatch(String.class::isInstance)
          ? List.copyOf(list)
          : list.stream().map(element -> (Object) copied(element)).toList();
    }
    if (value instanceof Map<?, ?> map) {
      Map<Object, Object> copy = new LinkedHashMap<>();
      map.forEach((key, element) -> copy.put(key, copied(element)));
      return Collections.unmodifiableMap(copy);
    }
    return value;
  }

  /** All fields by ParlAI's names. */
  public Map<String, Object> fields() {
    return fields;
  }

  /** Any field. */
  public Optional<Object> find(String name) {
    return Optional.ofNullable(fields.get(name));
  }

  public boolean has(String name) {
    return fields.containsKey(name);
  }

  public Optional<String> id() {
    return Optional.ofNullable((String) fields.get(ID));
  }

  public Optional<String> text() {
    return Optional.ofNullable((String) fields.get(TEXT));
  }

  /** Whether the speaker has left, so that nobody need ask again. */
  public boolean exits() {
    return Boolean.TRUE.equals(fields.get(EXIT));
  }

  public List<String> labels() {
    return texts(LABELS);
  }

  public List<String> evalLabels() {
    return texts(EVAL_LABELS);
  }

  /** The labels of training, else those of evaluation, else nothing. */
  public List<String> anyLabels() {
    return has(LABELS) ? labels() : evalLabels();
  }

  public List<String> labelCandidates() {
    return texts(LABEL_CANDIDATES);
  }

  public List<String> textCandidates() {
    return texts(TEXT_CANDIDATES);
  }

  public Optional<Double> reward() {
    return Optional.ofNullable((Number) fields.get(REWARD)).map(Number::doubleValue);
  }

  public boolean episodeDone() {
    return Boolean.TRUE.equals(fields.get(EPISODE_DONE));
  }

  @SuppressWarnings("unchecked") // checked when the message was made
  private List<String> texts(String name) {
    return (List<String>) fields.getOrDefault(name, List.of());
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Message message && fields.equals(message.fields);
  }

  @Override
  public int hashCode() {
    return fields.hashCode();
  }

  @Override
  public String toString() {
    return fields.toString();
  }
}
