package dev.rookery.api.dialogue;

import java.util.List;
import java.util.Locale;

/**
 * Which part of a task is used, and how: ParlAI's datatypes, such as {@code train}, {@code
 * train:ordered}, {@code train:stream:evalmode} or {@code valid}.
 *
 * @param split which part
 * @param ordered the order of the data rather than a random one; evaluation is always ordered
 * @param stream read while it is used, for data larger than memory; always ordered
 * @param evalMode the training part as evaluation sees it: ordered, once, labels for evaluation
 */
public record DataType(Split split, boolean ordered, boolean stream, boolean evalMode) {

  public static final DataType TRAIN = new DataType(Split.TRAIN, false, false, false);
  public static final DataType VALID = new DataType(Split.VALID, true, false, true);
  public static final DataType TEST = new DataType(Split.TEST, true, false, true);

  /** A part of the data. */
  public enum Split {
    TRAIN,
    VALID,
    TEST;

    /** {@code train}, {@code valid} or {@code test}. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * Reads ParlAI's form.
   *
   * @throws IllegalArgumentException if it is not one
   */
  public static DataType parse(String text) {
    List<String> parts = List.of(text.split(":", -1));
    Split split =
        switch (parts.get(0)) {
          case "train" -> Split.TRAIN;
          case "valid" -> Split.VALID;
          case "test" -> Split.TEST;
          default -> throw unknown(text);
        };
    boolean evaluation = split != Split.TRAIN;
    boolean ordered = evaluation;
    boolean stream = false;
    boolean evalMode = evaluation;
    for (String part : parts.subList(1, parts.size())) {
      switch (part) {
        case "ordered" -> ordered = true;
        case "stream" -> {
          stream = true;
          ordered = true;
        }
        case "evalmode" -> {
          evalMode = true;
          ordered = true;
        }
        default -> throw unknown(text);
      }
    }
    return new DataType(split, ordered, stream, evalMode);
  }

  private static IllegalArgumentException unknown(String text) {
    return new IllegalArgumentException(
        "\""
            + text
            + "\" is not a datatype; there is train, train:ordered, train:stream, train:evalmode,"
            + " train:stream:ordered, train:stream:evalmode, valid, valid:stream, test and"
            + " test:stream");
  }

  /** Whether an agent may learn from the labels. */
  public boolean trains() {
    return !evalMode;
  }

  /**
   * Moves labels to where this datatype has them: {@code labels} to learn from, else {@code
   * eval_labels}.
   */
  public Message present(Message message) {
    if (trains() || !message.has(Message.LABELS)) {
      return message;
    }
    return message.without(Message.LABELS).with(Message.EVAL_LABELS, message.labels());
  }

  @Override
  public String toString() {
    if (split != Split.TRAIN) {
      return split.word() + (stream ? ":stream" : "");
    }
    return split.word()
        + (stream ? ":stream" : "")
        + (evalMode ? ":evalmode" : ordered && !stream ? ":ordered" : "");
  }
}
