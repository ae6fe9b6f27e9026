package dev.rookery.plugins.tasks.format;

import dev.rookery.api.dialogue.Episode;
import dev.rookery.api.dialogue.Message;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Episodes in memory, each as a few whole numbers that point into one pool of values. A text that
 * occurs many times, as candidates do, is there once; messages are made when they are asked for.
 */
final class EpisodeStore {

  // In a code, the count of a list's elements is marked by being negative: -1 is an empty list.
  private final List<Object> pool;
  private final int[][] episodes;
  private final long examples;

  private EpisodeStore(List<Object> pool, int[][] episodes, long examples) {
    this.pool = pool;
    this.episodes = episodes;
    this.examples = examples;
  }

  int size() {
    return episodes.length;
  }

  /** Number of turns in all episodes. */
  long examples() {
    return examples;
  }

  /** The turns of an episode, with the fields in the order in which they were stored. */
  List<Map<String, Object>> turns(int index) {
    int[] code = episodes[index];
    List<Map<String, Object>> turns = new ArrayList<>();
    int at = 0;
    while (at < code.length) {
      int fields = code[at++];
      Map<String, Object> turn = new LinkedHashMap<>();
      for (int field = 0; field < fields; field++) {
        String name = (String) pool.get(code[at++]);
        int value = code[at++];
        if (value >= 0) {
          turn.put(name, pool.get(value));
        } else {
          List<Object> list = new ArrayList<>(-value - 1);
          for (int i = 0; i < -value - 1; i++) {
            list.add(pool.get(code[at++]));
          }
          turn.put(name, list);
        }
      }
      turns.add(turn);
    }
    return turns;
  }

  /** Collects episodes. */
  static final class Builder {

    private final List<Object> pool = new ArrayList<>();
    private final Map<Object, Integer> places = new HashMap<>();
    private final List<int[]> episodes = new ArrayList<>();
    private long examples;
    private int[] code = new int[64];
    private int length;

    void add(Episode episode) {
      length = 0;
      for (Message turn : episode.turns()) {
        append(turn.fields().size());
        turn.fields().forEach(this::field);
        examples++;
      }
      episodes.add(Arrays.copyOf(code, length));
    }

    private void field(String name, Object value) {
      append(place(name));
      if (value instanceof List<?> list) {
        append(-list.size() - 1);
        list.forEach(element -> append(place(element)));
      } else {
        append(place(value));
      }
    }

    private int place(Object value) {
      return places.computeIfAbsent(
          value,
          added -> {
            pool.add(added);
            return pool.size() - 1;
          });
    }

    private void append(int number) {
      if (length == code.length) {
        code = Arrays.copyOf(code, 2 * length);
      }
      code[length++] = number;
    }

    EpisodeStore build() {
      return new EpisodeStore(List.copyOf(pool), episodes.toArray(int[][]::new), examples);
    }
  }
}
