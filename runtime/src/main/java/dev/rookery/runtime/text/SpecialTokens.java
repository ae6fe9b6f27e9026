package dev.rookery.runtime.text;

import java.util.List;

/**
 * The four tokens that every dictionary has. One text may serve for several of them, as in GPT-2.
 *
 * @param nullToken padding
 * @param start before the first token of a sequence
 * @param end after the last token of a sequence
 * @param unknown stands for every token that the dictionary lacks
 */
public record SpecialTokens(String nullToken, String start, String end, String unknown) {

  public static final SpecialTokens DEFAULT =
      new SpecialTokens("__null__", "__start__", "__end__", "__unk__");

  /** In the order of their ids. */
  public List<String> all() {
    return List.of(nullToken, start, end, unknown);
  }
}
