package dev.rookery.runtime.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rookery.api.UserException;
import dev.rookery.api.dialogue.DataType;
import dev.rookery.api.dialogue.Episode;
import dev.rookery.api.dialogue.IndexedTeacher;
import dev.rookery.api.dialogue.Message;
import dev.rookery.api.settings.Problems;
import dev.rookery.api.settings.SettingsException;
import dev.rookery.api.settings.SettingsNode;
import dev.rookery.api.settings.SettingsValue;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DictionaryTest {

  private static final Dictionaries DICTIONARIES = new Dictionaries(BuiltInTokenizers::find);

  @TempDir private Path folder;

  private static DictionarySettings settings(Object... keysAndValues) {
    Map<String, SettingsValue> values = new HashMap<>();
    for (int i = 0; i < keysAndValues.length; i += 2) {
      values.put(
          (String) keysAndValues[i], new SettingsValue(keysAndValues[i + 1].toString(), "test: 1"));
    }
    Problems problems = new Problems();
    var read = DictionarySettings.SPEC.read(new SettingsNode("dictionary", values), problems);
    problems.throwIfAny();
    return DictionarySettings.of(read);
  }

  private record TwoTurns() implements IndexedTeacher {
    @Override
    public String id() {
      return "two-turns";
    }

    @Override
    public DataType dataType() {
      return DataType.TRAIN;
    }

    @Override
    public int size() {
      return 1;
    }

    @Override
    public OptionalLong numExamples() {
      return OptionalLong.of(2);
    }

    @Override
    public Episode episode(int index) {
      return new Episode(
          List.of(
              Message.ofText("b a b").with(Message.LABELS, List.of("c", "a C")),
              Message.ofText("B").with("persona", "zebra").with(Message.EPISODE_DONE, true)));
    }
  }

  @Test
  void tokensAreSortedByCountThenByCodePoint() {
    DictionaryBuilder builder = DICTIONARIES.builder(settings());
    builder.addAll(new TwoTurns());
    assertThat(builder.build().entries().stream().skip(4).map(DictionaryEntry::token))
        .containsExactly("a", "b", "B", "C", "c");
  }

  @Test
  void fieldsAndLowerCaseAreAsSet() {
    DictionaryBuilder builder =
        DICTIONARIES.builder(settings("text-fields", "persona,labels", "lower", true));
    builder.addAll(new TwoTurns());
    VocabularyDictionary dictionary = builder.build();
    assertThat(dictionary.count("c")).isEqualTo(2);
    assertThat(dictionary.contains("zebra")).isTrue();
    assertThat(dictionary.contains("b")).isFalse();
    assertThat(dictionary.encode("A ZEBRA")).containsExactly(dictionary.id("a"), 6);
  }

  @Test
  void aDictionaryIsBuiltOnceAndThenLoaded() {
    DictionarySettings settings =
        settings("file", folder.resolve("new/model.dict"), "special-tokens", "<x>");
    VocabularyDictionary built = DICTIONARIES.obtain(settings, TwoTurns::new);
    VocabularyDictionary loaded =
        DICTIONARIES.obtain(
            settings,
            () -> {
              throw new AssertionError("the data was opened again");
            });
    assertThat(loaded.entries()).isEqualTo(built.entries());
    assertThat(loaded.tokenize("a<x>b")).containsExactly("a", "<x>", "b");
    assertThat(loaded.token(loaded.size() - 1)).isEqualTo("<x>");
  }

  @Test
  void addedTokensKeepTheirIdsAfterLoading() {
    DictionaryBuilder builder = DICTIONARIES.builder(settings());
    builder.addAll(new TwoTurns());
    VocabularyDictionary dictionary =
        builder.build().withTokens(List.of(new DictionaryEntry("__p1__", 999_999_999)));
    Path file = folder.resolve("model.dict");
    dictionary.save(file);
    assertThat(DICTIONARIES.load(settings(), file).entries()).isEqualTo(dictionary.entries());
  }

  @Test
  void aSavedDictionaryReadsBackAsTheSame() {
    DictionaryBuilder builder = DICTIONARIES.builder(settings("tokenizer", "space"));
    // The file cannot tell a line feed from a backslash with an n, nor can ParlAI's.
    builder.addText("a\\nb a\nb \t tab\tin \\ back\\slash c\\\\n c\\\\n");
    VocabularyDictionary built = builder.build();
    Path file = folder.resolve("odd.dict");
    built.save(file);
    VocabularyDictionary loaded = DICTIONARIES.load(settings("tokenizer", "space"), file);
    assertThat(loaded.entries()).isEqualTo(built.entries());
    assertThat(loaded.contains("tab\tin")).isTrue();
    assertThat(loaded.contains("back\\slash")).isTrue();
  }

  @Test
  void aFailedSaveLeavesTheOldDictionary() throws IOException {
    DictionaryBuilder builder = DICTIONARIES.builder(settings());
    builder.addAll(new TwoTurns());
    VocabularyDictionary dictionary = builder.build();
    Path file = folder.resolve("model.dict");
    dictionary.save(file);
    // A folder in the way makes the writing fail.
    Files.createDirectories(folder.resolve("model.dict.unfinished/x"));
    assertThatThrownBy(() -> dictionary.withSpecialTokens(List.of("<x>")).save(file))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("model.dict");
    assertThat(DICTIONARIES.load(settings(), file).entries()).isEqualTo(dictionary.entries());
  }

  @Test
  void buildingStartsFromASeedFile() throws IOException {
    Path seed = folder.resolve("seed.dict");
    Files.writeString(seed, "__null__\t1000000003\nold\t9\nb\t1\nwithout-count\n");
    DictionaryBuilder builder = DICTIONARIES.builder(settings("seed-file", seed));
    builder.addAll(new TwoTurns());
    VocabularyDictionary dictionary = builder.build();
    assertThat(dictionary.token(4)).isEqualTo("old");
    assertThat(dictionary.count("b")).isEqualTo(3);
    assertThat(dictionary.contains("without-count")).isTrue();
  }

  @Test
  void badFilesAreNamedWithTheirLine() throws IOException {
    Path bad = folder.resolve("bad.dict");
    Files.writeString(bad, "a\t1\nb\tmany\n");
    assertThatThrownBy(() -> DICTIONARIES.load(settings(), bad))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("bad.dict: line 2")
        .hasMessageContaining("\"many\"");
    Files.write(bad, "caf\u00e9\t1\n".getBytes(StandardCharsets.ISO_8859_1));
    assertThatThrownBy(() -> DICTIONARIES.load(settings(), bad))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("bad.dict")
        .hasMessageContaining("UTF-8");
    assertThatThrownBy(() -> DICTIONARIES.load(settings(), folder.resolve("missing.dict")))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("missing.dict");
  }

  @ParameterizedTest
  @ValueSource(strings = {"max-tokens=3", "min-frequency=-1", "null-token=", "max-ngram-size=-2"})
  void wrongSettingsAreRefused(String setting) {
    String[] parts = setting.split("=", -1);
    assertThatThrownBy(() -> settings(parts[0], parts[1]))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("dictionary." + parts[0])
        .hasMessageContaining("test: 1");
  }

  @Test
  void aTokenizerWithoutItsFileSaysWhichSettingIsMissing() {
    assertThatThrownBy(() -> DICTIONARIES.builder(settings("tokenizer", "bytelevelbpe")))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("\"bytelevelbpe\" needs the setting \"vocab\"");
    assertThatThrownBy(() -> DICTIONARIES.builder(settings("tokenizer", "huggingface")))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("file is missing");
  }
}
