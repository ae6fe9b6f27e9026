package dev.rookery.plugins.tasks.format;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rookery.api.dialogue.Message;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Turns JSON objects into messages. */
final class JsonMessages {

  private static final Set<String> LISTS =
      Set.of(
          Message.LABELS, Message.EVAL_LABELS, Message.LABEL_CANDIDATES, Message.TEXT_CANDIDATES);

  private JsonMessages() {}

  /**
   * Makes a message. {@code "label"} is {@code "labels"}, and one text is a list of one; fields
   * that are null are left out.
   *
   * @throws BadLine if text or labels are missing or a field is of the wrong type
   */
  static Message message(long line, JsonNode object) throws BadLine {
    if (!object.isObject()) {
      throw new BadLine(line, "a message is an object such as {\"text\": ..., \"labels\": [...]}");
    }
    Map<String, Object> fields = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> field : object.properties()) {
      String name = field.getKey().equals("label") ? Message.LABELS : field.getKey();
      if (!field.getValue().isNull()) {
        fields.put(name, value(line, name, field.getValue()));
      }
    }
    try {
      Message message = Message.of(fields);
      Required.check(line, message);
      return message;
    } catch (IllegalArgumentException wrongType) {
      throw new BadLine(line, String.valueOf(wrongType.getMessage()));
    }
  }

  private static Object value(long line, String name, JsonNode value) throws BadLine {
    return LISTS.contains(name) ? texts(line, name, value) : plain(value);
  }

  private static List<String> texts(long line, String name, JsonNode value) throws BadLine {
    if (value.isTextual()) {
      return List.of(value.textValue());
    }
    List<String> texts = new ArrayList<>(value.size());
    for (JsonNode element : value) {
      if (element.isTextual()) {
        texts.add(element.textValue());
      }
    }
    if (!value.isArray() || texts.size() != value.size()) {
      throw new BadLine(
          line, "\"" + name + "\" must be a list of texts, not " + Json.excerpt(value));
    }
    return texts;
  }

  private static Object plain(JsonNode value) {
    if (value.isArray()) {
      List<Object> list = new ArrayList<>(value.size());
      value.forEach(element -> list.add(plain(element)));
      return list;
    }
    if (value.isObject()) {
      Map<String, Object> map = new LinkedHashMap<>();
      value.properties().forEach(field -> map.put(field.getKey(), plain(field.getValue())));
      return map;
    }
    if (value.isNumber()) {
      return value.numberValue();
    }
    return value.isBoolean() ? (Object) value.booleanValue() : value.asText();
  }
}
