package dev.rookery.runtime.generator;

import dev.rookery.api.dialogue.Message;
import dev.rookery.api.text.Dictionary;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What was said so far in one dialogue, as the model reads it. Each turn is tokenized once.
 *
 * <p>Not thread-safe; a dialogue has its own.
 */
public final class History {

  /** A text of a message that follows the history for one turn only; ParlAI's field. */
  public static final String TEMPORARY = "temp_history";

  /**
   * @param raw as it was said
   * @param text with its person token
   */
  private record Turn(String raw, String text, TokenIds ids) {}

  private final Dictionary dictionary;
  private final HistorySettings settings;
  private final TokenIds delimiter;
  private final Deque<Turn> turns = new ArrayDeque<>();
  private @Nullable String temporary;

  public History(Dictionary dictionary, HistorySettings settings) {
    this.dictionary = dictionary;
    this.settings = settings;
    this.delimiter = TokenIds.wrap(dictionary.encode(settings.delimiter()));
  }

  /** Adds what the other side says; a message without text adds nothing. */
  public void observe(Message message) {
    message.text().ifPresent(this::addText);
    temporary = message.find(TEMPORARY).map(Object::toString).orElse(null);
  }

  private void addText(String text) {
    if (!settings.splitLines()) {
      add(text, withPerson(text));
      return;
    }
    for (String line : text.split("\n", -1)) {
      // With person tokens ParlAI repeats the whole message for each line (torch_agent.py, History
      // .update_history), and models were trained that way.
      add(line, settings.personTokens() ? withPerson(text) : line);
    }
  }

  private String withPerson(String text) {
    if (!settings.personTokens()) {
      return text;
    }
    int at = settings.p1AfterNewline() ? text.lastIndexOf('\n') + 1 : 0;
    return text.substring(0, at) + HistorySettings.P1_TOKEN + " " + text.substring(at);
  }

  /** Adds what the agent says. */
  public void addReply(String text) {
    add(text, settings.personTokens() ? HistorySettings.P2_TOKEN + " " + text : text);
  }

  private void add(String raw, String text) {
    while (settings.size() > 0 && turns.size() >= settings.size()) {
      turns.removeFirst();
    }
    turns.addLast(new Turn(raw, text, TokenIds.wrap(dictionary.encode(text))));
  }

  /** Forgets everything. */
  public void reset() {
    turns.clear();
    temporary = null;
  }

  /** The turns as they were said, from first to last. */
  public List<String> rawTurns() {
    return turns.stream().map(Turn::raw).toList();
  }

  /** The turns with their person tokens, from first to last. */
  public List<String> turns() {
    return turns.stream().map(Turn::text).toList();
  }

  /** The turns as one text; empty before the first one. */
  public Optional<String> text() {
    if (turns.isEmpty()) {
      return Optional.empty();
    }
    String joined = String.join(settings.delimiter(), turns());
    return Optional.of(temporary == null ? joined : joined + temporary);
  }

  /** The token ids of the turns in the order in which the model reads them, not truncated. */
  public TokenIds ids() {
    if (turns.isEmpty()) {
      return TokenIds.EMPTY;
    }
    List<TokenIds> parts = new ArrayList<>(turns.size() * 2 + 1);
    for (Turn turn : turns) {
      if (!parts.isEmpty()) {
        parts.add(delimiter);
      }
      parts.add(turn.ids());
    }
    if (temporary != null) {
      parts.add(TokenIds.wrap(dictionary.encode(temporary)));
    }
    if (settings.globalEndToken()) {
      parts.add(TokenIds.of(dictionary.endId()));
    }
    int[] joined = new int[parts.stream().mapToInt(TokenIds::length).sum()];
    int end = 0;
    for (TokenIds part : parts) {
      end = part.copyTo(joined, end);
    }
    if (settings.reversed()) {
      reverse(joined);
    }
    return TokenIds.wrap(joined);
  }

  private static void reverse(int[] ids) {
    for (int i = 0, j = ids.length - 1; i < j; i++, j--) {
      int id = ids[i];
      ids[i] = ids[j];
      ids[j] = id;
    }
  }
}
