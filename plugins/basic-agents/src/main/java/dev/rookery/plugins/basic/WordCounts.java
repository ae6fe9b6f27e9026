package dev.rookery.plugins.basic;

import dev.rookery.api.UserException;
import dev.rookery.api.dialogue.Episode;
import dev.rookery.api.dialogue.EpisodeCursor;
import dev.rookery.api.dialogue.Message;
import dev.rookery.api.dialogue.Teacher;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How often each word occurs in a task's texts and labels, split as ParlAI's tokenizer "re". */
final class WordCounts {

  /** What Python's {@code \w} matches: letters and numbers of any script, and the underscore. */
  private static final String WORD = "[\\p{L}\\p{N}_]";

  private static final Pattern WORDS = Pattern.compile(WORD + "+");

  /** By count, then by code points, as ParlAI sorts a dictionary. */
  private static final Comparator<Map.Entry<String, Long>> MOST_FREQUENT =
      Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
          .thenComparing(entry -> entry.getKey().codePoints().toArray(), Arrays::compare);

  private final Map<String, Long> counts;
  private final Comparator<Map.Entry<String, Long>> order;

  private WordCounts(Map<String, Long> counts, Comparator<Map.Entry<String, Long>> order) {
    this.counts = counts;
    this.order = order;
  }

  /** Counts one epoch of a task. */
  static WordCounts of(Teacher teacher, boolean lowerCase) {
    Map<String, Long> counts = new LinkedHashMap<>();
    try (EpisodeCursor cursor = teacher.open()) {
      for (Optional<Episode> next = cursor.next(); next.isPresent(); next = cursor.next()) {
        for (Message turn : next.get().turns()) {
          turn.text().ifPresent(text -> count(text, lowerCase, counts));
          turn.anyLabels().forEach(label -> count(label, lowerCase, counts));
        }
      }
    }
    return new WordCounts(counts, MOST_FREQUENT);
  }

  private static void count(String text, boolean lowerCase, Map<String, Long> counts) {
    Matcher words = WORDS.matcher(lowerCase ? text.toLowerCase(Locale.ROOT) : text);
    while (words.find()) {
      counts.merge(words.group(), 1L, Long::sum);
    }
  }

  /**
   * Reads a dictionary file of ParlAI: a token, a tab and its count in each line.
   *
   * @throws UserException if it can't be read; names the line
   */
  static WordCounts read(Path dictionary, String setting) {
    Map<String, Long> counts = new LinkedHashMap<>();
    List<String> lines = TextFiles.lines(dictionary, setting);
    for (int i = 0; i < lines.size(); i++) {
      String[] columns = lines.get(i).split("\t", -1);
      try {
        counts.put(columns[0], columns.length > 1 ? Long.parseLong(columns[1].strip()) : 0);
      } catch (NumberFormatException e) {
        throw new UserException(
            dictionary
                + ", line "
                + (i + 1)
                + ": \""
                + columns[1]
                + "\" is no count; each line is a token, a tab and a whole number",
            e);
      }
    }
    // Where counts are equal the order of the file holds, because sorting is stable.
    return new WordCounts(
        counts, Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder()));
  }

  /** The most frequent words, neither punctuation nor special tokens such as {@code __null__}. */
  List<String> mostFrequent(int number) {
    return counts.entrySet().stream()
        .filter(entry -> isWord(entry.getKey()))
        .sorted(order)
        .limit(number)
        .map(Map.Entry::getKey)
        .toList();
  }

  private static boolean isWord(String token) {
    return !token.startsWith("__") && WORDS.matcher(token).lookingAt();
  }
}
