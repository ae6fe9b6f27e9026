package dev.rookery.plugins.exampleseq2seq;

import dev.rookery.api.UserException;
import dev.rookery.api.dialogue.Episode;
import dev.rookery.api.dialogue.EpisodeCursor;
import dev.rookery.api.dialogue.Message;
import dev.rookery.api.dialogue.Teacher;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** The tokens that the agent knows, by id, and the length of the longest label. Immutable. */
final class Words {

  static final int NULL = 0;
  static final int END = 1;
  static final int UNKNOWN = 2;

  private static final List<String> SPECIAL = List.of("__null__", "__end__", "__unk__");
  private static final String FILE = "words";
  private static final Pattern WORD =
      Pattern.compile("\\w+|[^\\w\\s]", Pattern.UNICODE_CHARACTER_CLASS);

  private final List<String> tokens;
  private final Map<String, Integer> ids = new HashMap<>();
  private final int longestLabel;

  private Words(List<String> tokens, int longestLabel) {
    this.tokens = tokens;
    this.longestLabel = longestLabel;
    for (int id = 0; id < tokens.size(); id++) {
      ids.put(tokens.get(id), id);
    }
  }

  /** Collects the words of a task. */
  static Words of(Teacher teacher) {
    Set<String> found = new LinkedHashSet<>(SPECIAL);
    int longest = 1;
    try (EpisodeCursor cursor = teacher.open()) {
      for (Optional<Episode> next = cursor.next(); next.isPresent(); next = cursor.next()) {
        for (Message turn : next.get().turns()) {
          turn.text().ifPresent(text -> found.addAll(split(text)));
          for (String label : turn.labels()) {
            List<String> words = split(label);
            found.addAll(words);
            longest = Math.max(longest, words.size() + 1);
          }
        }
      }
    }
    return new Words(List.copyOf(found), longest);
  }

  private static List<String> split(String text) {
    return WORD.matcher(text).results().map(MatchResult::group).toList();
  }

  int size() {
    return tokens.size();
  }

  /** Of a label with its end token. */
  int longestLabel() {
    return longestLabel;
  }

  String token(int id) {
    return tokens.get(id);
  }

  int[] encode(String text) {
    return split(text).stream().mapToInt(word -> ids.getOrDefault(word, UNKNOWN)).toArray();
  }

  /** Writes the words into the folder of a saved agent: the longest label, then token by token. */
  void save(Path folder) throws IOException {
    List<String> lines = new ArrayList<>();
    lines.add(Integer.toString(longestLabel));
    lines.addAll(tokens);
    Files.write(folder.resolve(FILE), lines);
  }

  static Words load(Path folder) {
    Path file = folder.resolve(FILE);
    try {
      List<String> lines = Files.readAllLines(file);
      return new Words(List.copyOf(lines.subList(1, lines.size())), Integer.parseInt(lines.get(0)));
    } catch (IOException | RuntimeException e) {
      throw new UserException("the words of the agent can't be read from " + file + ": " + e, e);
    }
  }
}
