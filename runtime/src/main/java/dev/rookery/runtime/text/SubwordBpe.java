package dev.rookery.runtime.text;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Byte pair encoding of words by characters (Sennrich et al. 2016), as subword-nmt does it. Pieces
 * that don't end a word carry {@code @@}. Thread-safe.
 */
final class SubwordBpe {

  static final String CONTINUES = "@@";

  private static final String WORD_END = "</w>";
  private static final int CACHED_WORDS = 1 << 17;

  private final Map<String, Map<String, Integer>> ranks = new HashMap<>();
  private final boolean separateEnd;
  private final ConcurrentHashMap<String, List<String>> cache = new ConcurrentHashMap<>();

  /**
   * @param separateEnd whether the end of a word is a symbol of its own, as in codecs files without
   *     a version line; else it is a part of the last character
   */
  SubwordBpe(List<BpeFiles.Merge> merges, boolean separateEnd) {
    this.separateEnd = separateEnd;
    int rank = 0;
    for (BpeFiles.Merge merge : merges) {
      ranks
          .computeIfAbsent(merge.first(), first -> new HashMap<>())
          .putIfAbsent(merge.second(), rank++);
    }
  }

  /** The pieces of a word. */
  List<String> encode(String word) {
    List<String> cached = cache.get(word);
    if (cached != null) {
      return cached;
    }
    List<String> pieces = split(word);
    if (cache.size() < CACHED_WORDS) {
      cache.put(word, pieces);
    }
    return pieces;
  }

  private List<String> split(String word) {
    List<String> symbols =
        new ArrayList<>(word.codePoints().mapToObj(Character::toString).toList());
    if (symbols.size() <= 1) {
      return List.copyOf(symbols);
    }
    int last = symbols.size() - 1;
    if (separateEnd) {
      symbols.add(WORD_END);
    } else {
      symbols.set(last, symbols.get(last) + WORD_END);
    }
    while (mergeBest(symbols)) {
      // until no pair of neighbours is in the list
    }
    last = symbols.size() - 1;
    if (symbols.get(last).equals(WORD_END)) {
      symbols.remove(last--);
    } else if (symbols.get(last).endsWith(WORD_END)) {
      String end = symbols.get(last);
      symbols.set(last, end.substring(0, end.length() - WORD_END.length()));
    }
    for (int i = 0; i < last; i++) {
      symbols.set(i, symbols.get(i) + CONTINUES);
    }
    return List.copyOf(symbols);
  }

  /** Merges every place of the pair that comes first in the list. */
  private boolean mergeBest(List<String> symbols) {
    int bestRank = Integer.MAX_VALUE;
    int best = -1;
    for (int i = 0; i + 1 < symbols.size(); i++) {
      int rank =
          ranks
              .getOrDefault(symbols.get(i), Map.of())
              .getOrDefault(symbols.get(i + 1), Integer.MAX_VALUE);
      if (rank < bestRank) {
        bestRank = rank;
        best = i;
      }
    }
    if (best < 0) {
      return false;
    }
    mergeAll(symbols, symbols.get(best), symbols.get(best + 1));
    return true;
  }

  /** Joins each place where the two symbols stand side by side, from left to right. */
  static void mergeAll(List<String> symbols, String first, String second) {
    int to = 0;
    int i = 0;
    while (i < symbols.size()) {
      boolean pair =
          i + 1 < symbols.size()
              && symbols.get(i).equals(first)
              && symbols.get(i + 1).equals(second);
      symbols.set(to++, pair ? first + second : symbols.get(i));
      i += pair ? 2 : 1;
    }
    symbols.subList(to, symbols.size()).clear();
  }
}
