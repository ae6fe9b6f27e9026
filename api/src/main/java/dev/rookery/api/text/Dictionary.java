package dev.rookery.api.text;

import java.util.List;

/** Tokens and their ids. Immutable. */
public interface Dictionary {

  /** Number of ids. */
  int size();

  /** The id of a token, or that of the unknown token. */
  int id(String token);

  /** Whether a token has an id of its own. */
  boolean contains(String token);

  /** The token of an id. */
  String token(int id);

  /** How often the token was counted. */
  long count(String token);

  /** The ids of a text's tokens. */
  int[] encode(String text);

  /** The text of these ids. */
  String decode(int[] ids);

  /** The tokens of a text, after lower-casing where the dictionary does so. */
  List<String> tokenize(String text);

  /** Padding. */
  int nullId();

  int startId();

  int endId();

  int unknownId();
}
