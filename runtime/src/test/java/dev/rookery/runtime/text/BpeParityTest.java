package dev.rookery.runtime.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.common.base.Suppliers;
import dev.rookery.api.settings.Problems;
import dev.rookery.api.settings.Settings;
import dev.rookery.api.settings.SettingsNode;
import dev.rookery.api.settings.SettingsValue;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Byte pair encodings give ParlAI's and Hugging Face's tokens and ids. */
@Tag("parity")
class BpeParityTest {

  private static final Dictionaries DICTIONARIES = new Dictionaries(BuiltInTokenizers::find);

  @TempDir private Path folder;

  @TestFactory
  Stream<DynamicTest> tokensAndIdsAreParlais() {
    return ParityFolder.tests(
        "parlai/golden/bpe.json",
        (golden, tests) ->
            golden
                .properties()
                .forEach(
                    entry -> {
                      String name = entry.getKey();
                      JsonNode c = entry.getValue();
                      Supplier<VocabularyDictionary> dictionary =
                          Suppliers.memoize(() -> c.has("codecs_file") ? subword(c) : byteLevel(c));
                      tests.add(dynamicTest(name + " itself", () -> check(dictionary.get(), c)));
                      for (JsonNode text : c.get("cases")) {
                        tests.add(DictionaryParityTest.encodes(name, dictionary, text));
                      }
                      tests.add(
                          dynamicTest(
                              name + " saved and loaded", () -> reload(dictionary.get(), c)));
                    }));
  }

  private static VocabularyDictionary subword(JsonNode c) {
    DictionarySettings settings =
        DictionarySettings.of(ParityFolder.options(DictionarySettings.SPEC, c.get("options")));
    return DICTIONARIES.load(settings, file(c, "dict_file"));
  }

  private static VocabularyDictionary byteLevel(JsonNode c) {
    Map<String, SettingsValue> options = new LinkedHashMap<>();
    options.put("vocab", value(file(c, "vocab_file")));
    options.put("merges", value(file(c, "merge_file")));
    options.put("add-prefix-space", value(c.get("bpe_add_prefix_space").asText()));
    String tokenizer = c.get("dict_tokenizer").asText().replace('_', '-');
    DictionarySettings settings = settings(tokenizer, options, Map.of());
    return c.get("dict_file").isNull()
        ? DICTIONARIES.builder(settings).build()
        : DICTIONARIES.load(settings, file(c, "dict_file"));
  }

  private static DictionarySettings settings(
      String tokenizer, Map<String, SettingsValue> options, Map<String, SettingsValue> more) {
    Map<String, SettingsValue> named = new LinkedHashMap<>(options);
    named.put("name", value(tokenizer));
    Map<String, SettingsValue> values = new LinkedHashMap<>(more);
    values.put("tokenizer", value(new SettingsNode("tokenizer", named)));
    Settings settings = DictionarySettings.SPEC.read(new SettingsNode("", values), new Problems());
    return DictionarySettings.of(settings);
  }

  private static SettingsValue value(Object raw) {
    return new SettingsValue(raw instanceof Path ? raw.toString() : raw, "golden");
  }

  private static Path file(JsonNode c, String field) {
    return ParityFolder.file("parlai/" + c.get(field).asText());
  }

  private static void check(VocabularyDictionary dictionary, JsonNode c) {
    assertThat(dictionary.size()).isEqualTo(c.get("size").asInt());
    List<String> first = ParityFolder.texts(c.path("first_tokens"));
    for (int id = 0; id < first.size(); id++) {
      assertThat(dictionary.token(id)).isEqualTo(first.get(id));
    }
  }

  /** The saved files are enough: the settings name no other ones. */
  private void reload(VocabularyDictionary dictionary, JsonNode c) {
    Path saved = folder.resolve("saved").resolve("model.dict");
    dictionary.save(saved);
    Map<String, SettingsValue> options = new LinkedHashMap<>();
    if (c.has("bpe_add_prefix_space")) {
      options.put("add-prefix-space", value(c.get("bpe_add_prefix_space").asText()));
    }
    Map<String, SettingsValue> lower =
        Map.of("lower", value(Boolean.toString(dictionary.settings().lower())));
    VocabularyDictionary loaded =
        DICTIONARIES.load(
            settings(dictionary.settings().tokenizer().name(), options, lower), saved);
    assertThat(loaded.entries()).isEqualTo(dictionary.entries());
    for (JsonNode text : c.get("cases")) {
      assertThat(loaded.encode(text.get("text").asText()))
          .isEqualTo(ParityFolder.ids(text.get("vec")));
    }
  }

  @TestFactory
  Stream<DynamicTest> learnedCodecsHaveTheSameBytes() {
    return ParityFolder.tests(
        "parlai/golden/bpe.json",
        (golden, tests) ->
            golden
                .properties()
                .forEach(
                    entry -> {
                      JsonNode c = entry.getValue();
                      if (c.has("codecs_file")) {
                        tests.add(dynamicTest(entry.getKey(), () -> learns(c)));
                      }
                    }));
  }

  private void learns(JsonNode c) throws Exception {
    DictionarySettings settings =
        DictionarySettings.of(ParityFolder.options(DictionarySettings.SPEC, c.get("options")));
    Path built = DictionaryParityTest.build(settings, folder.resolve("model.dict"));
    assertThat(SubwordBpeFactory.codecsBeside(built))
        .hasSameBinaryContentAs(file(c, "codecs_file"));
    assertThat(built).hasSameBinaryContentAs(file(c, "dict_file"));
  }

  @TestFactory
  Stream<DynamicTest> tokenizerJsonGivesHuggingFacesIds() {
    return ParityFolder.tests(
        "gpt2/golden_tokenizer.json",
        (golden, tests) -> {
          SettingsValue end =
              value(
                  ParityFolder.json("gpt2/tokenizer/tokenizer_config.json")
                      .get("eos_token")
                      .asText());
          VocabularyDictionary dictionary =
              DICTIONARIES
                  .builder(
                      settings(
                          "huggingface",
                          Map.of("file", value(ParityFolder.file("gpt2/tokenizer/tokenizer.json"))),
                          Map.of(
                              "null-token", end,
                              "start-token", end,
                              "end-token", end,
                              "unknown-token", end)))
                  .build();
          Set<String> special = specialTokens();
          for (JsonNode c : golden.get("encode")) {
            String text = c.get("text").asText();
            tests.add(
                dynamicTest(
                    ParityFolder.shown(text),
                    () -> {
                      int[] ids = dictionary.encode(text);
                      assertThat(ids).isEqualTo(ParityFolder.ids(c.get("ids")));
                      assertThat(dictionary.tokenize(text))
                          .isEqualTo(ParityFolder.texts(c.get("tokens")));
                      assertThat(dictionary.decode(ids)).isEqualTo(c.get("decoded").asText());
                      int[] others =
                          Arrays.stream(ids)
                              .filter(id -> !special.contains(dictionary.token(id)))
                              .toArray();
                      assertThat(dictionary.decode(others))
                          .isEqualTo(c.get("decoded_skip_special").asText());
                    }));
          }
          for (JsonNode c : golden.get("decode")) {
            tests.add(
                dynamicTest(
                    "decode " + c.get("ids"),
                    () ->
                        assertThat(dictionary.decode(ParityFolder.ids(c.get("ids"))))
                            .isEqualTo(c.get("decoded").asText())));
          }
          tests.add(dynamicTest("saved and loaded", () -> reloadHuggingFace(dictionary)));
        });
  }

  /** Those that Hugging Face leaves out if asked to. */
  private static Set<String> specialTokens() {
    Set<String> special = new HashSet<>();
    for (JsonNode named : ParityFolder.json("gpt2/tokenizer/special_tokens_map.json")) {
      if (named.isArray()) {
        special.addAll(ParityFolder.texts(named));
      } else {
        special.add(named.asText());
      }
    }
    return special;
  }

  private void reloadHuggingFace(VocabularyDictionary dictionary) throws Exception {
    Path saved = folder.resolve("hf").resolve("model.dict");
    dictionary.save(saved);
    VocabularyDictionary loaded = DICTIONARIES.load(dictionary.settings(), saved);
    assertThat(loaded.entries()).isEqualTo(dictionary.entries());
    List<String> files = new ArrayList<>();
    try (Stream<Path> listed = Files.list(saved.getParent())) {
      listed.map(file -> file.getFileName().toString()).sorted().forEach(files::add);
    }
    assertThat(files).containsExactly("model.dict", "model.dict-tokenizer.json");
  }
}
