package dev.rookery.runtime.metrics;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Words as ROUGE counts them: the first 665 characters, ASCII letters and digits only, a few
 * contractions taken apart, and stemmed if longer than three letters. Not thread-safe, since it
 * remembers stems.
 */
final class RougeTokenizer {

  private static final int MAX_CHARACTERS = 665;
  private static final int SHORTEST_STEMMED = 4;
  private static final int MAX_REMEMBERED = 100_000;

  private static final Map<String, String> IRREGULAR_STEMS = irregularStems();

  /** Where the Penn Treebank tokenizer splits; "cannot" is kept whole on purpose. */
  private static final Map<String, List<String>> CONTRACTIONS =
      Map.of(
          "gimme", List.of("gim", "me"),
          "gonna", List.of("gon", "na"),
          "gotta", List.of("got", "ta"),
          "lemme", List.of("lem", "me"),
          "wanna", List.of("wan", "na"));

  private final Map<String, String> stems = new HashMap<>();

  private static Map<String, String> irregularStems() {
    Map<String, String> stems = new HashMap<>();
    InputStream resource =
        Objects.requireNonNull(RougeTokenizer.class.getResourceAsStream("rouge-stems.txt"));
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(resource, StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        int blank = line.indexOf(' ');
        if (!line.startsWith("#")) {
          stems.put(line.substring(0, blank), line.substring(blank + 1));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Map.copyOf(stems);
  }

  List<String> tokens(NormalizedText normalized) {
    String text = normalized.text();
    if (text.length() > MAX_CHARACTERS && text.codePointCount(0, text.length()) > MAX_CHARACTERS) {
      text = text.substring(0, text.offsetByCodePoints(0, MAX_CHARACTERS));
    }
    List<String> tokens = new ArrayList<>();
    int start = 0;
    for (int end = 0; end <= text.length(); end++) {
      if (end == text.length() || !isLetterOrDigit(text.charAt(end))) {
        if (end > start) {
          addWord(text.substring(start, end), tokens);
        }
        start = end + 1;
      }
    }
    return tokens;
  }

  private static boolean isLetterOrDigit(char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
  }

  private void addWord(String word, List<String> tokens) {
    List<String> parts = CONTRACTIONS.get(word);
    if (parts != null) {
      tokens.addAll(parts);
    } else {
      tokens.add(stem(word));
    }
  }

  private String stem(String word) {
    if (word.length() < SHORTEST_STEMMED) {
      return word;
    }
    String known = stems.get(word);
    if (known != null) {
      return known;
    }
    String stem = computeStem(word);
    if (stems.size() < MAX_REMEMBERED) {
      stems.put(word, stem);
    }
    return stem;
  }

  private static String computeStem(String word) {
    String irregular = IRREGULAR_STEMS.get(word);
    if (irregular != null) {
      return irregular;
    }
    // py-rouge fences "cannot" off while it stems, so that nothing of it is cut.
    String fenced = word.replace("cannot", "_cannot_");
    return PorterStemmer.stem(fenced).replace("_cannot_", "cannot");
  }
}
