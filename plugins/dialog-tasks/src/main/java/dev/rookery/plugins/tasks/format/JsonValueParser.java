package dev.rookery.plugins.tasks.format;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rookery.api.dialogue.Episode;
import dev.rookery.api.dialogue.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * JSON in any of the shapes in which people keep dialogues. A value is
 *
 * <ul>
 *   <li>a message, {@code {"text": ..., "labels": [...]}}: with {@code "episode_done": false} the
 *       next one belongs to the same episode, otherwise its episode ends with it;
 *   <li>a list of messages: an episode. A list is a value in an array only, never a line: a lone
 *       line of that kind could not be told from an array over the whole file;
 *   <li>{@code {"messages": [...]}} or {@code {"episode": [...]}}: an episode;
 *   <li>{@code {"dialog": [...]}}: a conversation as in the format of that name.
 * </ul>
 */
final class JsonValueParser implements LineParser {

  private static final List<String> EPISODE_KEYS = List.of("messages", "episode");

  private final ConversationParser conversations;
  private final List<Message> turns = new ArrayList<>();

  JsonValueParser(LabelTurns labelTurns) {
    this.conversations = new ConversationParser(labelTurns);
  }

  @Override
  public void line(Line line, Consumer<Episode> out) throws BadLine {
    if (!line.text().isBlank()) {
      JsonNode value = Json.parse(line);
      if (value.isArray()) {
        throw new BadLine(
            line.number(),
            "a line is an object; as a line, an episode is {\"messages\": [...]}, not [...]");
      }
      value(line.number(), value, out);
    }
  }

  /** Takes one value that starts on a line. */
  void value(long line, JsonNode value, Consumer<Episode> out) throws BadLine {
    if (ConversationParser.isConversation(value)) {
      end(out);
      conversations.conversation(line, value, out);
      return;
    }
    for (String key : EPISODE_KEYS) {
      if (value.path(key).isArray()) {
        episode(line, value.path(key), out);
        return;
      }
    }
    if (value.isArray()) {
      episode(line, value, out);
      return;
    }
    Message message = JsonMessages.message(line, value);
    turns.add(message);
    if (!Boolean.FALSE.equals(message.find(Message.EPISODE_DONE).orElse(true))) {
      end(out);
    }
  }

  private void episode(long line, JsonNode messages, Consumer<Episode> out) throws BadLine {
    end(out);
    List<Message> episode = new ArrayList<>(messages.size());
    for (JsonNode message : messages) {
      episode.add(JsonMessages.message(line, message));
    }
    if (episode.isEmpty()) {
      throw BadLine.withoutExample(line, "holds no example: its list of messages is empty");
    }
    out.accept(Turns.episode(episode));
  }

  @Override
  public void end(Consumer<Episode> out) {
    if (!turns.isEmpty()) {
      out.accept(Turns.episode(turns));
      turns.clear();
    }
  }
}
