package dev.rookery.runtime.text;

import dev.rookery.api.UserException;
import dev.rookery.api.dialogue.Teacher;
import dev.rookery.api.settings.ComponentRef;
import dev.rookery.api.settings.Problems;
import dev.rookery.api.settings.Settings;
import dev.rookery.api.text.Tokenizer;
import dev.rookery.api.text.TokenizerFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.Supplier;

/** Builds dictionaries from teachers and loads saved ones. */
public final class Dictionaries {

  private final Function<ComponentRef, TokenizerFactory> tokenizers;

  /**
   * @param tokenizers finds the tokenizer that a configuration names, as {@link
   *     BuiltInTokenizers#find} does for ours
   */
  public Dictionaries(Function<ComponentRef, TokenizerFactory> tokenizers) {
    this.tokenizers = tokenizers;
  }

  /** A builder without any text so far. */
  public DictionaryBuilder builder(DictionarySettings settings) {
    TokenizerFactory factory = tokenizers.apply(settings.tokenizer());
    return new DictionaryBuilder(settings, factory.create(options(settings, factory)));
  }

  /**
   * Loads the file of the settings, or else builds a dictionary from the data, and saves it there
   * if the settings name a file.
   *
   * @param data is opened only if it is needed, and closed
   */
  public VocabularyDictionary obtain(DictionarySettings settings, Supplier<Teacher> data) {
    Path file = settings.file();
    if (file != null && Files.exists(file)) {
      return load(settings, file);
    }
    DictionaryBuilder builder = builder(settings);
    try (Teacher teacher = data.get()) {
      builder.addAll(teacher);
    }
    VocabularyDictionary built = builder.build();
    if (file != null) {
      built.save(file);
    }
    return built;
  }

  /**
   * Loads a dictionary that {@link VocabularyDictionary#save} or ParlAI wrote, with the tokenizer's
   * files beside it.
   *
   * @throws UserException if a file is missing or wrong; the message names file and line
   */
  public VocabularyDictionary load(DictionarySettings settings, Path file) {
    TokenizerFactory factory = tokenizers.apply(settings.tokenizer());
    Tokenizer tokenizer = factory.load(options(settings, factory), file);
    List<DictionaryEntry> saved = DictionaryFile.read(file);
    List<DictionaryEntry> entries = new ArrayList<>(BaseVocabulary.of(settings, tokenizer));
    if (tokenizer.vocabulary().isEmpty()) {
      saved.forEach(entry -> entries.add(withoutCapitals(entry, settings)));
    } else {
      if (saved.size() < entries.size()) {
        throw new UserException(
            file
                + " has "
                + saved.size()
                + " tokens, but its tokenizer with the special tokens has "
                + entries.size()
                + "; the files belong to different models");
      }
      // What follows the tokenizer's own tokens was added later, such as special tokens.
      entries.addAll(saved.subList(entries.size(), saved.size()));
    }
    return new VocabularyDictionary(settings, tokenizer, entries, List.of())
        .withSpecialTokens(settings.additionalSpecialTokens());
  }

  /**
   * The tokens of a saved dictionary, each at its id.
   *
   * @throws UserException if the file is missing or wrong; the message names file and line
   */
  public static List<String> tokens(Path file) {
    return DictionaryFile.read(file).stream().map(DictionaryEntry::token).toList();
  }

  /** Early versions of ParlAI wrote its special tokens in capitals. */
  private static DictionaryEntry withoutCapitals(
      DictionaryEntry entry, DictionarySettings settings) {
    String lower = entry.token().toLowerCase(Locale.ROOT);
    boolean oldForm =
        !lower.equals(entry.token())
            && entry.token().equals(lower.toUpperCase(Locale.ROOT))
            && SpecialTokens.DEFAULT.all().contains(lower);
    String nullToken = settings.specialTokens().nullToken();
    return oldForm && nullToken.equals(nullToken.toLowerCase(Locale.ROOT))
        ? new DictionaryEntry(lower, entry.count())
        : entry;
  }

  private static Settings options(DictionarySettings settings, TokenizerFactory factory) {
    Problems problems = new Problems();
    Settings options = factory.settings().read(settings.tokenizer().options(), problems);
    problems.throwIfAny();
    return options;
  }
}
