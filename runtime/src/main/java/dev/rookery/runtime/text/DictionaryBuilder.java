package dev.rookery.runtime.text;

import dev.rookery.api.UserException;
import dev.rookery.api.dialogue.Episode;
import dev.rookery.api.dialogue.EpisodeCursor;
import dev.rookery.api.dialogue.Message;
import dev.rookery.api.dialogue.Teacher;
import dev.rookery.api.text.Tokenizer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Collects tokens from messages and makes a dictionary of them: sorted by falling count, ties by
 * code points, special tokens first, trimmed by count and by size. Not thread-safe.
 */
public final class DictionaryBuilder {

  private static final Comparator<DictionaryEntry> MOST_FREQUENT_FIRST =
      Comparator.comparingLong(DictionaryEntry::count)
          .reversed()
          .thenComparing(DictionaryEntry::token, PythonCharacters.CODE_POINT_ORDER);

  private final DictionarySettings settings;
  private final Tokenizer tokenizer;
  private final Map<String, Long> counts = new HashMap<>();
  private final VocabularyDictionary reader;

  DictionaryBuilder(DictionarySettings settings, Tokenizer tokenizer) {
    this.settings = settings;
    this.tokenizer = tokenizer;
    List<DictionaryEntry> base = BaseVocabulary.of(settings, tokenizer);
    boolean trims = settings.minFrequency() > 0 || settings.maxTokens() > 0;
    if (!tokenizer.vocabulary().isEmpty() && trims) {
      throw new UserException(
          "tokenizer \""
              + settings.tokenizer().name()
              + "\" brings its own tokens, so that min-frequency and max-tokens don't apply; leave"
              + " them out");
    }
    base.forEach(entry -> counts.put(entry.token(), entry.count()));
    if (settings.seedFile() != null) {
      DictionaryFile.read(settings.seedFile())
          .forEach(entry -> counts.putIfAbsent(entry.token(), entry.count()));
    }
    List<DictionaryEntry> seed = new ArrayList<>(base);
    counts.forEach((token, count) -> seed.add(new DictionaryEntry(token, count)));
    // A reader of the seed, so that lower-casing and special tokens work as they will later.
    this.reader =
        new VocabularyDictionary(settings, tokenizer, seed, List.of())
            .withSpecialTokens(settings.additionalSpecialTokens());
  }

  /** Counts the tokens of the settings' text fields. */
  public void add(Message message) {
    for (String field : settings.textFields()) {
      Object value = message.find(field).orElse("");
      if (value instanceof String text) {
        addText(text);
      } else if (value instanceof List<?> texts) {
        texts.forEach(text -> addText(text.toString()));
      }
    }
  }

  /** Counts the tokens of every message of one epoch. */
  public void addAll(Teacher teacher) {
    try (EpisodeCursor cursor = teacher.open()) {
      for (Optional<Episode> next = cursor.next(); next.isPresent(); next = cursor.next()) {
        next.get().turns().forEach(this::add);
      }
    }
  }

  /** Counts the tokens of a text. */
  public void addText(String text) {
    if (!text.isEmpty()) {
      reader.tokenize(text).forEach(token -> counts.merge(token, 1L, Long::sum));
    }
  }

  /** Makes the dictionary of what was counted so far. */
  public VocabularyDictionary build() {
    Map<String, Long> ordinary = new HashMap<>(counts);
    settings.additionalSpecialTokens().forEach(ordinary::remove);
    VocabularyDictionary dictionary =
        tokenizer.vocabulary().isEmpty() ? learned(ordinary) : fixed(ordinary);
    return dictionary.withSpecialTokens(settings.additionalSpecialTokens());
  }

  private VocabularyDictionary fixed(Map<String, Long> ordinary) {
    List<DictionaryEntry> entries =
        BaseVocabulary.of(settings, tokenizer).stream()
            .map(entry -> new DictionaryEntry(entry.token(), ordinary.get(entry.token())))
            .toList();
    return new VocabularyDictionary(settings, tokenizer, entries, List.of());
  }

  private VocabularyDictionary learned(Map<String, Long> ordinary) {
    Optional<Tokenizer> learned =
        tokenizer.learn(ordinary, settings.maxTokens(), settings.minFrequency());
    if (learned.isPresent()) {
      // The limits were those of the learning; all of its pieces are kept.
      List<DictionaryEntry> sorted = sorted(recount(ordinary, learned.get()));
      return new VocabularyDictionary(settings, learned.get(), sorted, List.of());
    }
    List<String> special = settings.specialTokens().all();
    List<DictionaryEntry> kept =
        sorted(ordinary).stream()
            .filter(
                entry ->
                    entry.count() >= settings.minFrequency() || special.contains(entry.token()))
            .toList();
    int limit = settings.maxTokens() < 0 ? kept.size() : settings.maxTokens();
    return new VocabularyDictionary(
        settings, tokenizer, kept.subList(0, Math.min(limit, kept.size())), List.of());
  }

  private Map<String, Long> recount(Map<String, Long> words, Tokenizer learned) {
    Map<String, Long> pieces = new HashMap<>();
    List<String> special = settings.specialTokens().all();
    words.forEach(
        (word, count) -> {
          List<String> parts = special.contains(word) ? List.of(word) : learned.tokenize(word);
          parts.forEach(part -> pieces.merge(part, count, Long::sum));
        });
    return pieces;
  }

  private static List<DictionaryEntry> sorted(Map<String, Long> counts) {
    return counts.entrySet().stream()
        .map(entry -> new DictionaryEntry(entry.getKey(), entry.getValue()))
        .sorted(MOST_FREQUENT_FIRST)
        // A saved dictionary must read back as the same one.
        .map(e -> new DictionaryEntry(DictionaryFile.asReadBack(e.token()), e.count()))
        .toList();
  }
}
