package dev.rookery.runtime.policy;

import dev.rookery.api.UserException;
import dev.rookery.api.policy.Vocabulary;
import dev.rookery.api.text.Tokenizer;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Between a sequence's text and what is written at each step.
 *
 * @param tokenizer cuts texts into tokens
 * @param vocabulary gives them ids
 * @param maxLength most tokens, start token included
 */
public record SequenceCodec(Tokenizer tokenizer, Vocabulary vocabulary, int maxLength) {

  /**
   * The ids of a text, the end token last.
   *
   * @throws UserException if it can't be written in this vocabulary, or is too long; says why
   */
  public int[] encode(String text) {
    int[] ids = encode(text, true);
    if (ids.length > maxLength - 1) {
      throw new UserException(
          "\"%s\" has %d tokens with its end token, and agent.max-length = %d allows %d"
              .formatted(text, ids.length, maxLength, maxLength - 1));
    }
    return ids;
  }

  /**
   * What AceGen learns of a text: token 0 after the end token, too, and of a text that is too long
   * as much as there is room for, then token 0.
   *
   * @throws UserException if it can't be written in this vocabulary; says why
   */
  public int[] encodeLikeAceGen(String text) {
    return likeAceGen(encode(text, true), maxLength);
  }

  /**
   * What AceGen learns of a sequence.
   *
   * @param actions the end token last
   * @param maxLength most tokens, start token included
   */
  static int[] likeAceGen(int[] actions, int maxLength) {
    int[] cut = Arrays.copyOf(actions, Math.min(actions.length, maxLength - 1));
    return Arrays.copyOf(cut, cut.length + 1);
  }

  /**
   * The ids of a text.
   *
   * @throws UserException if it can't be written in this vocabulary; says which token
   */
  public int[] encode(String text, boolean withEnd) {
    List<String> tokens;
    try {
      tokens = tokenizer.tokenize(text);
    } catch (IllegalArgumentException e) {
      throw new UserException("\"" + text + "\" can't be cut into tokens: " + e.getMessage(), e);
    }
    try {
      return vocabulary.encode(tokens, false, withEnd);
    } catch (Vocabulary.UnknownTokenException e) {
      throw new UserException(
          "\""
              + text
              + "\": "
              + e.getMessage()
              + "; leave the sequence out, or give agent.vocabulary a file that has the token",
          e);
    }
  }

  /** The same as {@link #encode(String)}, or nothing where the text can't be written. */
  public Optional<int[]> find(String text) {
    try {
      return Optional.of(encode(text));
    } catch (UserException e) {
      return Optional.empty();
    }
  }

  /** The same as {@link #encodeLikeAceGen}, or nothing where the text can't be written. */
  public Optional<int[]> findLikeAceGen(String text) {
    try {
      return Optional.of(encodeLikeAceGen(text));
    } catch (UserException e) {
      return Optional.empty();
    }
  }

  /** The text of what was written; empty if the tokens stand for none. */
  public String decode(int[] actions) {
    try {
      return tokenizer.detokenize(vocabulary.decode(actions));
    } catch (IllegalArgumentException e) {
      return ""; // such as a DeepSMILES whose rings don't close
    }
  }
}
