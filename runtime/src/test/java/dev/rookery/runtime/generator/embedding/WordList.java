package dev.rookery.runtime.generator.embedding;

import dev.rookery.api.text.Dictionary;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** A dictionary of whole words; the first is padding, the second stands for unknown ones. */
record WordList(List<String> words) implements Dictionary {

  @Override
  public int size() {
    return words.size();
  }

  @Override
  public int id(String token) {
    return contains(token) ? words.indexOf(token) : unknownId();
  }

  @Override
  public boolean contains(String token) {
    return words.contains(token);
  }

  @Override
  public String token(int id) {
    return words.get(id);
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
    return Arrays.stream(ids).mapToObj(this::token).collect(Collectors.joining(" "));
  }

  @Override
  public List<String> tokenize(String text) {
    return List.of(text.split(" "));
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
    return 1;
  }

  @Override
  public int unknownId() {
    return 1;
  }
}
