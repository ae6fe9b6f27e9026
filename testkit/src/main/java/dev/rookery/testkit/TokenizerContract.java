package dev.rookery.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rookery.api.text.Tokenizer;
import dev.rookery.api.text.TokenizerFactory;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What every tokenizer must hold to. Extend it in a test of the tokenizer's factory. */
public abstract class TokenizerContract {

  @TempDir private Path folder;

  protected abstract TokenizerFactory factory();

  /** The tokenizer's settings by name. */
  protected Map<String, Object> settings() {
    return Map.of();
  }

  /** Texts to split. */
  protected List<String> texts() {
    return List.of(
        "hello there , how are you ?",
        "Don't  stop!\nyour persona: i like cats .",
        "é 漢字 😀 __start__ 3.14",
        " ");
  }

  /**
   * What of a text must be there again after splitting it and putting it together: everything but
   * white space. Override it where the tokenizer changes more, such as capitals.
   */
  protected String kept(String text) {
    return text.replaceAll("\\s+", "");
  }

  private Tokenizer tokenizer() {
    return factory().create(TestingSettings.of(factory().settings(), settings()));
  }

  private List<List<String>> tokens(Tokenizer tokenizer) {
    return texts().stream().map(tokenizer::tokenize).toList();
  }

  @Test
  void splitsTheSameAtEveryCall() {
    Tokenizer tokenizer = tokenizer();
    assertThat(tokens(tokenizer)).anySatisfy(tokens -> assertThat(tokens).isNotEmpty());
    assertThat(tokens(tokenizer)).isEqualTo(tokens(tokenizer));
  }

  @Test
  void putsTheTextTogetherAgain() {
    Tokenizer tokenizer = tokenizer();
    for (String text : texts()) {
      assertThat(kept(tokenizer.detokenize(tokenizer.tokenize(text))))
          .as("\"" + text + "\"")
          .isEqualTo(kept(text));
    }
  }

  @Test
  void saysTheSameInEveryThread() {
    Tokenizer tokenizer = tokenizer();
    List<List<String>> expected = tokens(tokenizer());

    assertThat(Collections.nCopies(200, tokenizer).parallelStream().map(this::tokens))
        .allMatch(expected::equals);
  }

  @Test
  void aVocabularyHasEveryTokenOnce() {
    Tokenizer tokenizer = tokenizer();
    List<String> vocabulary = tokenizer.vocabulary();
    assertThat(vocabulary).doesNotHaveDuplicates();
    if (!vocabulary.isEmpty()) {
      assertThat(tokens(tokenizer)).allSatisfy(tokens -> assertThat(tokens).isSubsetOf(vocabulary));
    }
  }

  @Test
  void isLoadedAsItWasSaved() throws IOException {
    Tokenizer tokenizer = tokenizer();
    Path dictionary = folder.resolve("model.dict");
    tokenizer.save(dictionary);
    Tokenizer loaded =
        factory().load(TestingSettings.of(factory().settings(), settings()), dictionary);

    assertThat(tokens(loaded)).isEqualTo(tokens(tokenizer));
    assertThat(loaded.vocabulary()).isEqualTo(tokenizer.vocabulary());
  }
}
