package dev.rookery.runtime.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.common.base.Suppliers;
import dev.rookery.api.dialogue.EpisodeCursor;
import dev.rookery.api.dialogue.Teacher;
import dev.rookery.api.settings.ComponentRef;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Tokens, ids and files of dictionaries equal those of ParlAI. */
@Tag("parity")
class DictionaryParityTest {

  private static final Dictionaries DICTIONARIES = new Dictionaries(BuiltInTokenizers::find);

  @TempDir private Path folder;

  @TestFactory
  Stream<DynamicTest> tokenizersGiveTheSameTokens() {
    return golden(
        (golden, tests) -> {
          for (JsonNode c : golden.path("tokenize")) {
            String text = c.get("text").asText();
            for (String name : List.of("re", "split", "space")) {
              tests.add(
                  dynamicTest(
                      name + " " + ParityFolder.shown(text),
                      () ->
                          assertThat(tokenize(name, text))
                              .isEqualTo(ParityFolder.texts(c.get(name)))));
            }
            tests.add(
                dynamicTest(
                    "lower " + ParityFolder.shown(text),
                    () ->
                        assertThat(text.toLowerCase(Locale.ROOT))
                            .isEqualTo(c.get("lower").asText())));
          }
        });
  }

  private static List<String> tokenize(String name, String text) {
    var factory = BuiltInTokenizers.find(ComponentRef.of(name));
    return factory.create(factory.settings().defaults()).tokenize(text);
  }

  @TestFactory
  Stream<DynamicTest> escapingIsTheSame() {
    return golden(
        (golden, tests) -> {
          for (JsonNode c : golden.path("escape")) {
            String raw = c.get("raw").asText();
            tests.add(
                dynamicTest(
                    ParityFolder.shown(raw),
                    () -> {
                      String escaped = DictionaryFile.escape(raw);
                      assertThat(escaped).isEqualTo(c.get("escaped").asText());
                      assertThat(DictionaryFile.unescape(escaped))
                          .isEqualTo(c.get("unescaped_again").asText());
                    }));
          }
        });
  }

  @TestFactory
  Stream<DynamicTest> savedDictionariesGiveTheSameIds() {
    return golden(
        (golden, tests) ->
            golden
                .path("dictionaries")
                .properties()
                .forEach(
                    entry -> {
                      String name = entry.getKey();
                      JsonNode c = entry.getValue();
                      Supplier<VocabularyDictionary> dictionary = Suppliers.memoize(() -> load(c));
                      tests.add(dynamicTest(name + " itself", () -> check(dictionary.get(), c)));
                      for (JsonNode text : c.get("cases")) {
                        tests.add(encodes(name, dictionary, text));
                      }
                      for (JsonNode vec : c.get("vec2txt_cases")) {
                        tests.add(
                            dynamicTest(
                                name + " " + vec.get("vec"),
                                () ->
                                    assertThat(
                                            dictionary
                                                .get()
                                                .decode(ParityFolder.ids(vec.get("vec"))))
                                        .isEqualTo(vec.get("text").asText())));
                      }
                    }));
  }

  static DynamicTest encodes(String name, Supplier<VocabularyDictionary> loaded, JsonNode c) {
    String text = c.get("text").asText();
    return dynamicTest(
        name + " " + ParityFolder.shown(text),
        () -> {
          VocabularyDictionary dictionary = loaded.get();
          assertThat(dictionary.tokenize(text)).isEqualTo(ParityFolder.texts(c.get("tokens")));
          int[] ids = dictionary.encode(text);
          assertThat(ids).isEqualTo(ParityFolder.ids(c.get("vec")));
          String again = dictionary.decode(ids);
          // Where ParlAI stops with an error, we still give a text.
          if (c.has("text_again")) {
            assertThat(again).isEqualTo(c.get("text_again").asText());
          }
        });
  }

  private static VocabularyDictionary load(JsonNode c) {
    VocabularyDictionary loaded =
        DICTIONARIES.load(settings(c), ParityFolder.file("parlai/" + c.get("file").asText()));
    return loaded.withTokens(
        ParityFolder.texts(c.path("added_tokens_after_loading")).stream()
            .map(token -> new DictionaryEntry(token, 1))
            .toList());
  }

  private static DictionarySettings settings(JsonNode c) {
    return DictionarySettings.of(ParityFolder.options(DictionarySettings.SPEC, c.get("options")));
  }

  private static void check(VocabularyDictionary dictionary, JsonNode c) {
    assertThat(dictionary.size()).isEqualTo(c.get("size").asInt());
    JsonNode first = c.get("first_tokens");
    for (int id = 0; id < first.size(); id++) {
      String token = first.get(id).get(0).asText();
      assertThat(dictionary.token(id)).isEqualTo(token);
      assertThat(dictionary.count(token)).isEqualTo(first.get(id).get(1).asLong());
    }
    JsonNode special = c.get("special_idx");
    assertThat(dictionary.nullId()).isEqualTo(special.get("null").asInt());
    assertThat(dictionary.startId()).isEqualTo(special.get("start").asInt());
    assertThat(dictionary.endId()).isEqualTo(special.get("end").asInt());
    assertThat(dictionary.unknownId()).isEqualTo(special.get("unk").asInt());
  }

  @TestFactory
  Stream<DynamicTest> builtDictionariesHaveTheSameBytes() {
    return golden(
        (golden, tests) ->
            golden
                .path("dictionaries")
                .properties()
                .forEach(
                    entry ->
                        tests.add(
                            dynamicTest(
                                entry.getKey(),
                                () -> {
                                  Path built =
                                      build(
                                          settings(entry.getValue()),
                                          folder.resolve(entry.getKey()));
                                  assertThat(built)
                                      .hasSameBinaryContentAs(
                                          ParityFolder.file(
                                              "parlai/" + entry.getValue().get("file").asText()));
                                }))));
  }

  static Path build(DictionarySettings settings, Path file) {
    DictionaryBuilder builder = DICTIONARIES.builder(settings);
    try (EpisodeCursor episodes = messages().open()) {
      for (var next = episodes.next(); next.isPresent(); next = episodes.next()) {
        next.orElseThrow().turns().forEach(builder::add);
      }
    }
    builder.build().save(file);
    return file;
  }

  private static Teacher messages() {
    return ParlaiFormatFile.teacher(
        ParityFolder.file("parlai/data/subset_parlai.txt"), "train:ordered");
  }

  @TestFactory
  Stream<DynamicTest> additionalSpecialTokensStayWhole() {
    return golden(
        (golden, tests) -> {
          JsonNode c = golden.path("additional_special_tokens");
          if (c.isMissingNode()) {
            return;
          }
          List<String> special = ParityFolder.texts(c.get("tokens_in_order"));
          Supplier<VocabularyDictionary> dictionary =
              Suppliers.memoize(() -> load(c).withSpecialTokens(special));
          tests.add(
              dynamicTest(
                  "ids",
                  () ->
                      assertThat(special.stream().mapToInt(dictionary.get()::id).toArray())
                          .isEqualTo(ParityFolder.ids(c.get("ids")))));
          for (JsonNode text : c.get("cases")) {
            tests.add(encodes("special tokens", dictionary, text));
          }
        });
  }

  private static Stream<DynamicTest> golden(BiConsumer<JsonNode, List<DynamicTest>> cases) {
    return ParityFolder.tests("parlai/golden/dictionary.json", cases);
  }
}
