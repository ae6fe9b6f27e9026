package dev.rookery.testkit;

import dev.rookery.api.text.Dictionary;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A small dictionary that splits at white space. Its first four ids are the special tokens. */
public final class TestingDictionary implements Dictionary {

  private static final List<String> SPECIAL =
      List.of("__null__", "__start__", "__end__", "__unk__");

  private final List<String> tokens;

  private TestingDictionary(List<String> tokens) {
    this.tokens = List.copyOf(tokens);
  }

  /** The special tokens and these words. */
  public static TestingDictionary of(String... words) {
    List<String> tokens = new ArrayList<>(SPECIAL);
    tokens.addAll(Arrays.asList(words));
    return new TestingDictionary(tokens);
  }

  /** The special tokens and words {@code w4}, {@code w5}, … up to {@code size} ids. */
  public static TestingDictionary ofSize(int size) {
    List<String> tokens = new ArrayList<>(SPECIAL);
    for (int id = tokens.size(); id < size; id++) {
      tokens.add("w" + id);
    }
    return new TestingDictionary(tokens);
  }

  @Override
  public int size() {
    return tokens.size();
  }

  @Override
  public int id(String token) {
    int id = tokens.indexOf(token);
    return id < 0 ? unknownId() : id;
  }

  @Override
  public boolean contains(String token) {
    return tokens.contains(token);
  }

  @Override
  public String token(int id) {
    return tokens.get(id);
  }

  @Override
  public long count(String token) {
    return contains(token) ? 1 : 0;
  }

  @Override
  public int[] encode(String text) {
    return tokenize(text).stream().mapToInt(this::id).toArray();
  }

  @Override
  public String decode(int[] ids) {
    return String.join(" ", Arrays.stream(ids).mapToObj(this::token).toList());
  }

  @Override
  public List<String> tokenize(String text) {
    return text.isBlank() ? List.of() : List.of(text.strip().split("\\s+"));
  }

  @Override
  public int nullId() {
    return 0;
  }

  @Override
  public int startId() {
    return 1;
  }

  @Override
  public int endId() {
    return 2;
  }

  @Override
  public int unknownId() {
    return 3;
  }
}
