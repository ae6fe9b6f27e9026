package dev.rookery.api.policy;

import dev.rookery.api.Incubating;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * The tokens of a policy and their ids, a start and an end token among them. It knows no unknown
 * token: what it lacks can't be written. Padding is id 0, whatever token that is. Immutable.
 */
@Incubating
public final class Vocabulary {

  /** AceGen's start token. */
  public static final String START = "GO";

  /** AceGen's end token. */
  public static final String END = "EOS";

  private final List<String> tokens;
  private final Map<String, Integer> ids = new LinkedHashMap<>();
  private final int startId;
  private final int endId;

  /**
   * Says that a token has no id.
   *
   * @see #encode
   */
  public static final class UnknownTokenException extends Exception {

    private static final long serialVersionUID = 1L;

    private final String token;
    private final int place;

    UnknownTokenException(String token, int place) {
      super("the vocabulary has no token \"" + token + "\" (token " + (place + 1) + ")");
      this.token = token;
      this.place = place;
    }

    /** The first token without an id. */
    public String token() {
      return token;
    }

    /** Its place among the tokens, from 0. */
    public int place() {
      return place;
    }
  }

  /**
   * A vocabulary.
   *
   * @param tokens each at the place of its id
   * @throws IllegalArgumentException if a token is there twice, or start or end is missing
   */
  public Vocabulary(List<String> tokens, String start, String end) {
    this.tokens = List.copyOf(tokens);
    for (String token : tokens) {
      if (ids.put(token, ids.size()) != null) {
        throw new IllegalArgumentException("the token \"" + token + "\" is there twice");
      }
    }
    startId = required(start, "start");
    endId = required(end, "end");
  }

  private int required(String token, String what) {
    Integer id = ids.get(token);
    if (id == null) {
      throw new IllegalArgumentException("the " + what + " token \"" + token + "\" is missing");
    }
    return id;
  }

  /** Number of tokens. */
  public int size() {
    return tokens.size();
  }

  /** All tokens, each at the place of its id. */
  public List<String> tokens() {
    return tokens;
  }

  /** The token of an id. */
  public String token(int id) {
    return tokens.get(id);
  }

  /** The id of a token, if it has one. */
  public OptionalInt id(String token) {
    Integer id = ids.get(token);
    return id == null ? OptionalInt.empty() : OptionalInt.of(id);
  }

  public int startId() {
    return startId;
  }

  public int endId() {
    return endId;
  }

  /**
   * The ids of these tokens, between start and end where these are wanted.
   *
   * @throws UnknownTokenException if a token has none
   */
  public int[] encode(List<String> sequence, boolean withStart, boolean withEnd)
      throws UnknownTokenException {
    int[] encoded = new int[sequence.size() + (withStart ? 1 : 0) + (withEnd ? 1 : 0)];
    int n = 0;
    if (withStart) {
      encoded[n++] = startId;
    }
    for (int place = 0; place < sequence.size(); place++) {
      Integer id = ids.get(sequence.get(place));
      if (id == null) {
        throw new UnknownTokenException(sequence.get(place), place);
      }
      encoded[n++] = id;
    }
    if (withEnd) {
      encoded[n] = endId;
    }
    return encoded;
  }

  /** The tokens of these ids up to the end token, without start tokens. */
  public List<String> decode(int[] encoded) {
    List<String> decoded = new ArrayList<>();
    for (int id : encoded) {
      if (id == endId) {
        break;
      }
      if (id != startId) {
        decoded.add(tokens.get(id));
      }
    }
    return decoded;
  }
}
