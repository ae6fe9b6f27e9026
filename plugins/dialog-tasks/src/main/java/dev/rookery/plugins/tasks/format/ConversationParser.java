package dev.rookery.plugins.tasks.format;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rookery.api.dialogue.Episode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * ParlAI's conversations: one JSON object a line whose {@code dialog} is a list of exchanges, each
 * a list of {@code {"id": speaker, "text": ...}}. Turns of the speaker {@code context} are dropped.
 */
final class ConversationParser implements LineParser {

  private static final String DIALOG = "dialog";
  private static final String DIALOGUE = "dialogue"; // as ParlAI's crowdsourcing tasks write it

  private static final String CONTEXT = "context";
  private static final String ONLY = " but those of the speaker \"" + CONTEXT + "\"";

  private final LabelTurns labelTurns;

  ConversationParser(LabelTurns labelTurns) {
    this.labelTurns = labelTurns;
  }

  @Override
  public void line(Line line, Consumer<Episode> out) throws BadLine {
    if (!line.text().isBlank()) {
      conversation(line.number(), Json.parse(line), out);
    }
  }

  static boolean isConversation(JsonNode value) {
    return value.has(DIALOG) || value.has(DIALOGUE);
  }

  /** Makes the episodes of one conversation. */
  void conversation(long line, JsonNode conversation, Consumer<Episode> out) throws BadLine {
    JsonNode dialog = conversation.path(conversation.has(DIALOG) ? DIALOG : DIALOGUE);
    if (!dialog.isArray()) {
      throw new BadLine(
          line,
          "is not a conversation: {\"dialog\": [[{\"id\": ..., \"text\": ...}, ...]]}"
              + Required.misspelt(DIALOG, fieldNames(conversation)));
    }
    List<String> said = new ArrayList<>();
    for (JsonNode exchange : dialog) {
      if (exchange.isArray()) {
        for (JsonNode turn : exchange) {
          turn(line, turn, said);
        }
      } else {
        turn(line, exchange, said);
      }
    }
    if (said.isEmpty()) {
      throw BadLine.withoutExample(
          line, "holds no example: its dialogue has no turns" + (dialog.isEmpty() ? "" : ONLY));
    }
    if (!labelTurns.episodes(said, out)) {
      throw BadLine.withoutExample(
          line, "holds no example: its dialogue has a single turn, which nobody answers");
    }
  }

  private static List<String> fieldNames(JsonNode node) {
    return node.properties().stream().map(Map.Entry::getKey).toList();
  }

  private static void turn(long line, JsonNode turn, List<String> said) throws BadLine {
    if (!turn.path("text").isTextual()) {
      throw new BadLine(line, "a turn of the conversation has no text: " + Json.excerpt(turn));
    }
    if (!turn.path("id").asText().equals(CONTEXT)) {
      said.add(turn.path("text").textValue());
    }
  }
}
