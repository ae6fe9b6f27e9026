package dev.rookery.runtime.text;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;

/**
 * Learns byte pair merges from counted words: again and again the most frequent pair of
 * neighbouring symbols becomes one symbol. Of equally frequent pairs the one that is last by code
 * points comes first, as in subword-nmt.
 */
final class SubwordBpeLearner {

  /** What ParlAI takes where no limit is given. */
  static final int DEFAULT_MERGES = 30_000;

  /** What subword-nmt takes where no limit is given. */
  static final int DEFAULT_MIN_FREQUENCY = 2;

  private record Pair(String first, String second) {}

  private record Counted(Pair pair, long count) {}

  private static final Comparator<Counted> MOST_FREQUENT_FIRST =
      Comparator.comparingLong(Counted::count)
          .thenComparing(counted -> counted.pair().first(), PythonCharacters.CODE_POINT_ORDER)
          .thenComparing(counted -> counted.pair().second(), PythonCharacters.CODE_POINT_ORDER)
          .reversed();

  private static final class Word {
    private final List<String> symbols;
    private final long count;

    Word(String text, long count) {
      this.symbols = new ArrayList<>(text.codePoints().mapToObj(Character::toString).toList());
      int last = symbols.size() - 1;
      symbols.set(last, symbols.get(last) + "</w>");
      this.count = count;
    }
  }

  private final int merges;
  private final long minFrequency;
  private final Map<Pair, Long> counts = new HashMap<>();
  private final Map<Pair, Set<Word>> places = new HashMap<>();
  private final PriorityQueue<Counted> queue = new PriorityQueue<>(MOST_FREQUENT_FIRST);

  /**
   * @param merges most merges to learn
   * @param minFrequency pairs that are rarer don't merge
   */
  SubwordBpeLearner(int merges, long minFrequency) {
    this.merges = merges;
    this.minFrequency = minFrequency;
  }

  List<BpeFiles.Merge> learn(Map<String, Long> words) {
    Set<Pair> changed = new HashSet<>();
    words.forEach(
        (text, count) -> {
          if (!text.isBlank()) {
            count(new Word(text, count), 1, changed);
          }
        });
    offer(changed);
    List<BpeFiles.Merge> learned = new ArrayList<>();
    while (learned.size() < merges) {
      Counted best = queue.poll();
      if (best == null || best.count() < minFrequency) {
        break;
      }
      if (counts.getOrDefault(best.pair(), 0L) == best.count()) {
        merge(best.pair());
        learned.add(
            new BpeFiles.Merge(best.pair().first(), best.pair().second(), learned.size() + 2));
      }
    }
    return learned;
  }

  private void merge(Pair pair) {
    Set<Pair> changed = new HashSet<>();
    for (Word word : places.getOrDefault(pair, Set.of()).toArray(Word[]::new)) {
      count(word, -1, changed);
      SubwordBpe.mergeAll(word.symbols, pair.first(), pair.second());
      count(word, 1, changed);
    }
    counts.remove(pair);
    places.remove(pair);
    changed.remove(pair);
    offer(changed);
  }

  private void count(Word word, int sign, Set<Pair> changed) {
    for (int i = 0; i + 1 < word.symbols.size(); i++) {
      Pair pair = new Pair(word.symbols.get(i), word.symbols.get(i + 1));
      counts.merge(pair, sign * word.count, Long::sum);
      Set<Word> words = places.computeIfAbsent(pair, p -> new HashSet<>());
      if (sign > 0) {
        words.add(word);
      } else {
        words.remove(word);
      }
      changed.add(pair);
    }
  }

  private void offer(Set<Pair> changed) {
    for (Pair pair : changed) {
      long count = counts.getOrDefault(pair, 0L);
      if (count > 0) {
        queue.add(new Counted(pair, count));
      }
    }
  }
}
