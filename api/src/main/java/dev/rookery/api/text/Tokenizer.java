package dev.rookery.api.text;

import dev.rookery.api.Incubating;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Splits text into tokens and puts it together again. Thread-safe.
 *
 * <p>Most tokenizers take their tokens from the text. Some bring a fixed {@link #vocabulary} along,
 * and some have to {@link #learn} first.
 */
public interface Tokenizer {

  List<String> tokenize(String text);

  /** The text of these tokens, as a reader would want to see it. */
  String detokenize(List<String> tokens);

  /**
   * The tokens that the tokenizer brings along, each at the place of its id; empty if the
   * dictionary collects its tokens from data. A dictionary with such a tokenizer is neither sorted
   * nor trimmed.
   */
  default List<String> vocabulary() {
    return List.of();
  }

  /**
   * Whether the ids of {@link #vocabulary} must stay as they are because a published model knows
   * them. Special tokens of the dictionary that it lacks then follow at the end; otherwise they
   * come first, which is ParlAI's order.
   */
  default boolean keepsIds() {
    return false;
  }

  /**
   * Whether the null, start, end and unknown token are read as such where a text spells them out,
   * as Hugging Face's tokenizers do. Further special tokens of a dictionary always are.
   */
  default boolean readsControlTokens() {
    return false;
  }

  /**
   * Whether a token that stands after another one goes on with the word of that one, so that no
   * space is between them, such as BERT's {@code ##ing}. Tokenizers whose tokens are whole words
   * say no.
   */
  @Incubating
  default boolean continuesWord(String token) {
    return false;
  }

  /**
   * Whether the word of a token goes on with the next token, such as that of {@code walk@@}.
   * Tokenizers whose tokens are whole words say no.
   */
  @Incubating
  default boolean leavesWordOpen(String token) {
    return false;
  }

  /**
   * Learns from counted tokens what the tokenizer lacks, such as the merges of a byte pair
   * encoding.
   *
   * @param counts how often {@link #tokenize} gave each token
   * @param maxTokens upper limit of what is learned, or -1
   * @param minFrequency lower limit of the count of what is learned, or 0
   * @return the tokenizer that knows it; empty if there is nothing to learn
   */
  default Optional<Tokenizer> learn(Map<String, Long> counts, int maxTokens, int minFrequency) {
    return Optional.empty();
  }

  /**
   * Writes the tokenizer's own files beside a saved dictionary, for {@link TokenizerFactory#load}.
   *
   * @param dictionary the dictionary's file; names of further files begin with its name
   */
  default void save(Path dictionary) throws IOException {}
}
