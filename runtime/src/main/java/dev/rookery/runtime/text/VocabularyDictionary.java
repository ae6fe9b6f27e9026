package dev.rookery.runtime.text;

import dev.rookery.api.UserException;
import dev.rookery.api.text.Dictionary;
import dev.rookery.api.text.Tokenizer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * A dictionary in memory. Immutable and thread-safe: adding tokens makes a new one.
 *
 * <p>{@link Dictionaries} makes them.
 */
public final class VocabularyDictionary implements Dictionary {

  private final DictionarySettings settings;
  private final Tokenizer tokenizer;
  private final List<DictionaryEntry> entries;
  private final List<String> additional;
  private final SpecialTokenSplitter splitter;
  private final Map<String, Integer> ids;
  private final int unknownId;

  VocabularyDictionary(
      DictionarySettings settings,
      Tokenizer tokenizer,
      List<DictionaryEntry> entries,
      List<String> additional) {
    this.settings = settings;
    this.tokenizer = tokenizer;
    this.additional = List.copyOf(additional);
    this.ids = new HashMap<>(entries.size() * 2);
    List<DictionaryEntry> distinct = new ArrayList<>(entries.size());
    for (DictionaryEntry entry : entries) {
      if (ids.putIfAbsent(entry.token(), distinct.size()) == null) {
        distinct.add(entry);
      }
    }
    this.entries = List.copyOf(distinct);
    List<String> reserved = new ArrayList<>();
    if (tokenizer.readsControlTokens()) {
      reserved.addAll(settings.specialTokens().all());
    }
    reserved.addAll(additional);
    this.splitter = new SpecialTokenSplitter(reserved, tokenizer.readsControlTokens());
    this.unknownId = idOf(settings.specialTokens().unknown());
  }

  /**
   * This dictionary with further special tokens at its end, which are never taken apart when they
   * stand in a text. Tokens that it has already keep their ids.
   *
   * @param tokens those earlier in the list are looked for first
   */
  public VocabularyDictionary withSpecialTokens(List<String> tokens) {
    Set<String> special = new LinkedHashSet<>(additional);
    special.addAll(tokens);
    List<DictionaryEntry> added = new ArrayList<>();
    for (String token : special) {
      if (token.isEmpty()) {
        throw new UserException("a special token of a dictionary cannot be empty");
      }
      added.add(new DictionaryEntry(token, DictionaryEntry.ADDITIONAL_COUNT + added.size()));
    }
    return with(added, List.copyOf(special));
  }

  /**
   * This dictionary with further ordinary tokens at its end, such as person tokens. Tokens that it
   * has already keep their ids and take the new counts.
   */
  public VocabularyDictionary withTokens(List<DictionaryEntry> tokens) {
    return with(tokens, additional);
  }

  private VocabularyDictionary with(List<DictionaryEntry> tokens, List<String> special) {
    List<DictionaryEntry> all = new ArrayList<>(entries);
    for (DictionaryEntry entry : tokens) {
      Integer id = ids.get(entry.token());
      if (id == null) {
        all.add(entry);
      } else {
        all.set(id, entry);
      }
    }
    return new VocabularyDictionary(settings, tokenizer, all, special);
  }

  @Override
  public int size() {
    return entries.size();
  }

  @Override
  public int id(String token) {
    return ids.getOrDefault(token, unknownId);
  }

  @Override
  public boolean contains(String token) {
    return ids.containsKey(token);
  }

  /** The token of an id, or the unknown token. */
  @Override
  public String token(int id) {
    return id >= 0 && id < entries.size()
        ? entries.get(id).token()
        : settings.specialTokens().unknown();
  }

  @Override
  public long count(String token) {
    Integer id = ids.get(token);
    return id == null ? 0 : entries.get(id).count();
  }

  @Override
  public int[] encode(String text) {
    List<String> tokens = tokenize(text);
    int[] encoded = new int[tokens.size()];
    for (int i = 0; i < encoded.length; i++) {
      encoded[i] = id(tokens.get(i));
    }
    return encoded;
  }

  @Override
  public String decode(int[] encoded) {
    List<String> tokens = new ArrayList<>(encoded.length);
    for (int id : encoded) {
      tokens.add(token(id));
    }
    return tokenizer.detokenize(tokens);
  }

  @Override
  public List<String> tokenize(String text) {
    return splitter.tokenize(text, this::tokenizeOrdinary);
  }

  private List<String> tokenizeOrdinary(String text) {
    List<String> tokens =
        tokenizer.tokenize(settings.lower() ? text.toLowerCase(Locale.ROOT) : text);
    return settings.maxNgramSize() > 1
        ? Ngrams.join(tokens, settings.maxNgramSize(), ids::containsKey)
        : tokens;
  }

  /** Whether a token goes on with the word of the token before it; special tokens don't. */
  public boolean continuesWord(int id) {
    return !isSpecial(id) && tokenizer.continuesWord(token(id));
  }

  /** Whether the word of a token goes on with the next token; that of a special token doesn't. */
  public boolean leavesWordOpen(int id) {
    return !isSpecial(id) && tokenizer.leavesWordOpen(token(id));
  }

  private boolean isSpecial(int id) {
    String token = token(id);
    return settings.specialTokens().all().contains(token) || additional.contains(token);
  }

  @Override
  public int nullId() {
    return idOf(settings.specialTokens().nullToken());
  }

  @Override
  public int startId() {
    return idOf(settings.specialTokens().start());
  }

  @Override
  public int endId() {
    return idOf(settings.specialTokens().end());
  }

  @Override
  public int unknownId() {
    return unknownId;
  }

  private int idOf(String specialToken) {
    Integer id = ids.get(specialToken);
    if (id == null) {
      throw new IllegalStateException("the dictionary lacks its special token " + specialToken);
    }
    return id;
  }

  /** Tokens and counts in the order of the ids. */
  public List<DictionaryEntry> entries() {
    return entries;
  }

  /** The special tokens besides null, start, end and unknown. */
  public List<String> additionalSpecialTokens() {
    return additional;
  }

  public DictionarySettings settings() {
    return settings;
  }

  /**
   * Writes the dictionary in ParlAI's format, and the tokenizer's own files beside it.
   *
   * @param file such as {@code model.dict}
   */
  public void save(Path file) {
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      tokenizer.save(file);
      // Last, so that a dictionary file always has its tokenizer's files beside it.
      DictionaryFile.write(entries, file);
    } catch (IOException e) {
      throw new UserException("cannot write the dictionary " + file + ": " + e, e);
    }
  }
}
