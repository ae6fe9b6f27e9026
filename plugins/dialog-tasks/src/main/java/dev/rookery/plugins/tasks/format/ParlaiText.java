package dev.rookery.plugins.tasks.format;

import dev.rookery.api.dialogue.Message;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;

/**
 * A message as one line of ParlAI's text format: {@code name:value} fields with tabs between. In
 * values a newline is written {@code \n}, a tab {@code \t} and a bar {@code __PIPE__}; bars
 * separate the elements of a list.
 */
final class ParlaiText {

  private static final List<String> FIRST =
      List.of(
          Message.ID,
          Message.TEXT,
          Message.LABELS,
          Message.LABEL_CANDIDATES,
          Message.EPISODE_DONE,
          Message.REWARD);
  private static final Set<String> LISTS =
      Set.of(
          Message.LABELS, Message.EVAL_LABELS, Message.LABEL_CANDIDATES, Message.TEXT_CANDIDATES);

  private ParlaiText() {}

  /**
   * Reads a line. A message without {@code episode_done} isn't its episode's last; any value but an
   * empty one means that it is.
   *
   * @throws BadLine if a field has no name or the reward is not a number
   */
  static Message parse(Line line) throws BadLine {
    Map<String, Object> fields = new LinkedHashMap<>();
    for (String field : line.text().split("\t", -1)) {
      int colon = field.indexOf(':');
      if (colon > 0) {
        String name = field.substring(0, colon);
        fields.put(name, value(line, name, field.substring(colon + 1)));
      } else if (!field.isBlank()) {
        throw new BadLine(
            line.number(),
            "\"" + Turns.excerpt(field) + "\" is not a field; fields are written name:value");
      }
    }
    fields.putIfAbsent(Message.EPISODE_DONE, false);
    return Message.of(fields);
  }

  private static Object value(Line line, String name, String text) throws BadLine {
    if (LISTS.contains(name)) {
      return List.of(text.split("\\|", -1)).stream().map(ParlaiText::unescaped).toList();
    }
    return switch (name) {
      case Message.REWARD -> number(line, text.strip());
      case Message.EPISODE_DONE -> !text.isEmpty();
      default -> unescaped(text);
    };
  }

  private static Number number(Line line, String text) throws BadLine {
    try {
      return Integer.valueOf(text);
    } catch (NumberFormatException notWhole) {
      try {
        return Double.valueOf(text);
      } catch (NumberFormatException e) {
        throw new BadLine(
            line.number(), "the reward \"" + Turns.excerpt(text) + "\" is not a number");
      }
    }
  }

  /**
   * Writes a message. A reward of 0 and {@code episode_done} being false are left out.
   *
   * @param ignored fields that are left out too
   */
  static String format(Message message, Set<String> ignored) {
    Map<String, Object> ordered = new LinkedHashMap<>();
    FIRST.forEach(name -> message.find(name).ifPresent(value -> ordered.put(name, value)));
    ordered.putAll(message.fields());
    StringJoiner line = new StringJoiner("\t");
    ordered.forEach(
        (name, value) -> {
          if (!ignored.contains(name) && !isDefault(name, value)) {
            line.add(name + ":" + written(value));
          }
        });
    return line.toString();
  }

  private static boolean isDefault(String name, Object value) {
    return (name.equals(Message.EPISODE_DONE) && value.equals(false))
        || (name.equals(Message.REWARD) && ((Number) value).doubleValue() == 0);
  }

  private static String written(Object value) {
    if (value instanceof List<?> list) {
      return String.join("|", list.stream().map(ParlaiText::written).toList());
    }
    if (value instanceof Boolean flag) {
      return flag ? "True" : "False"; // as Python writes them
    }
    return escaped(value.toString());
  }

  private static String escaped(String text) {
    return text.replace("\t", "\\t").replace("\n", "\\n").replace("|", "__PIPE__");
  }

  private static String unescaped(String text) {
    return text.replace("\\t", "\t").replace("\\n", "\n").replace("__PIPE__", "|");
  }
}
