package dev.rookery.runtime.text;

import dev.rookery.api.UserException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Byte-level byte pair encoding of single words (Radford et al. 2019): the bytes of a word are its
 * first symbols, and neighbours merge in the order of the merge list. Thread-safe; words are
 * remembered, as text repeats them.
 */
final class ByteLevelBpe {

  private static final int CACHED_WORDS = 1 << 17;
  private static final int CACHED_WORD_LENGTH = 64;

  private record Product(int rank, int id) {}

  /** A pair that could merge; stale once one of its symbols has changed. */
  private record Candidate(int rank, int left, int leftId, int rightId)
      implements Comparable<Candidate> {

    @Override
    public int compareTo(Candidate other) {
      return rank != other.rank
          ? Integer.compare(rank, other.rank)
          : Integer.compare(left, other.left);
    }
  }

  private final List<String> tokens;
  private final int[] byteIds = new int[256];
  private final Map<Long, Product> products;
  private final ConcurrentHashMap<String, List<String>> cache = new ConcurrentHashMap<>();

  ByteLevelBpe(BpeFiles files) {
    this(files, files.tokens());
  }

  /**
   * @param spelling what to call each token of {@code files}, by id
   */
  ByteLevelBpe(BpeFiles files, List<String> spelling) {
    this.tokens = List.copyOf(spelling);
    Map<String, Integer> ids = new HashMap<>();
    for (String token : files.tokens()) {
      ids.put(token, ids.size());
    }
    for (int b = 0; b < byteIds.length; b++) {
      byteIds[b] = ids.getOrDefault(String.valueOf(ByteAlphabet.character(b)), -1);
    }
    products = new HashMap<>(files.merges().size() * 2);
    for (BpeFiles.Merge merge : files.merges()) {
      int first = id(ids, merge.first(), merge, files);
      int second = id(ids, merge.second(), merge, files);
      int merged = id(ids, merge.first() + merge.second(), merge, files);
      products.put(pair(first, second), new Product(products.size(), merged));
    }
  }

  private static int id(
      Map<String, Integer> ids, String token, BpeFiles.Merge merge, BpeFiles files) {
    Integer id = ids.get(token);
    if (id == null) {
      throw new UserException(
          files.mergeList().file
              + ": line "
              + merge.line()
              + ": \""
              + token
              + "\" is not a token of "
              + files.vocabulary().file
              + "; the two files belong to different models");
    }
    return id;
  }

  /** The tokens of a word. Bytes that the vocabulary lacks are left out. */
  List<String> encode(String word) {
    List<String> cached = cache.get(word);
    if (cached != null) {
      return cached;
    }
    List<String> encoded = merge(word);
    if (word.length() <= CACHED_WORD_LENGTH && cache.size() < CACHED_WORDS) {
      cache.put(word, encoded);
    }
    return encoded;
  }

  private List<String> merge(String word) {
    byte[] bytes = word.getBytes(StandardCharsets.UTF_8);
    int[] symbols = new int[bytes.length];
    int count = 0;
    for (byte b : bytes) {
      int id = byteIds[b & 0xFF];
      if (id >= 0) {
        symbols[count++] = id;
      }
    }
    // A linked list over the places of the first symbols; -1 stands for a symbol that is used up.
    int[] next = new int[count];
    int[] previous = new int[count];
    for (int i = 0; i < count; i++) {
      next[i] = i + 1;
      previous[i] = i - 1;
    }
    PriorityQueue<Candidate> queue = new PriorityQueue<>();
    for (int i = 0; i + 1 < count; i++) {
      offer(queue, symbols, i, i + 1);
    }
    for (Candidate best = queue.poll(); best != null; best = queue.poll()) {
      int left = best.left();
      int right = next[left];
      if (right >= count || symbols[left] != best.leftId() || symbols[right] != best.rightId()) {
        continue;
      }
      Product product = products.get(pair(best.leftId(), best.rightId()));
      if (product == null) {
        continue;
      }
      symbols[left] = product.id();
      symbols[right] = -1;
      next[left] = next[right];
      if (next[left] < count) {
        previous[next[left]] = left;
        offer(queue, symbols, left, next[left]);
      }
      if (previous[left] >= 0) {
        offer(queue, symbols, previous[left], left);
      }
    }
    List<String> encoded = new ArrayList<>();
    for (int i = 0; i < count; i = next[i]) {
      encoded.add(tokens.get(symbols[i]));
    }
    return List.copyOf(encoded);
  }

  private void offer(PriorityQueue<Candidate> queue, int[] symbols, int left, int right) {
    Product product = products.get(pair(symbols[left], symbols[right]));
    if (product != null) {
      queue.add(new Candidate(product.rank(), left, symbols[left], symbols[right]));
    }
  }

  private static long pair(int first, int second) {
    return (long) first << 32 | second;
  }
}
