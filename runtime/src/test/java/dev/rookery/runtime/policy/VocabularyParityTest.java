package dev.rookery.runtime.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rookery.api.UserException;
import dev.rookery.api.policy.Vocabulary;
import dev.rookery.api.text.Tokenizer;
import dev.rookery.api.text.TokenizerFactory;
import dev.rookery.registry.PluginRegistry;
import dev.rookery.runtime.catalog.ComponentCatalog;
import dev.rookery.runtime.catalog.ComponentKind;
import dev.rookery.runtime.importing.acegen.AceGenVocabulary;
import dev.rookery.runtime.text.ParityFolder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;

/** The ids of AceGen's vocabularies, as text files and as saved dictionaries. */
@Tag("parity")
class VocabularyParityTest {

  private static final ComponentCatalog CATALOG =
      ComponentCatalog.of(
          PluginRegistry.load(List.of(), VocabularyParityTest.class.getClassLoader()));

  private static final Map<String, String> TOKENIZERS =
      Map.of(
          "SMILESTokenizerChEMBL", "smiles",
          "SMILESTokenizerGuacaMol", "smiles-guacamol",
          "SMILESTokenizerEnamine", "smiles-enamine",
          "AsciiSMILESTokenizer", "ascii",
          "DeepSMILESTokenizer", "deepsmiles",
          "SELFIESTokenizer", "selfies");

  @TestFactory
  Stream<DynamicTest> vocabularies() {
    return ParityFolder.tests(
        "acegen/vocabularies.json",
        (golden, tests) ->
            golden
                .get("files")
                .properties()
                .forEach(
                    entry ->
                        tests.add(
                            dynamicTest(
                                entry.getKey(), () -> check(entry.getKey(), entry.getValue())))));
  }

  private static void check(String name, JsonNode golden) {
    Path file = ParityFolder.file("acegen/vocabularies/" + name);
    if (!Files.exists(file)) {
      file = ParityFolder.file("acegen/prior/" + name);
    }
    Vocabulary vocabulary = AceGenVocabulary.read(file);
    assertThat(vocabulary.size()).isEqualTo(golden.get("size").asInt());
    assertThat(vocabulary.startId()).isEqualTo(golden.get("start_token_index").asInt());
    assertThat(vocabulary.endId()).isEqualTo(golden.get("end_token_index").asInt());
    assertThat(vocabulary.token(vocabulary.startId()))
        .isEqualTo(golden.get("start_token").asText());
    assertThat(vocabulary.token(vocabulary.endId())).isEqualTo(golden.get("end_token").asText());
    assertThat(vocabulary.tokens()).containsExactlyInAnyOrderElementsOf(texts(golden, "chars"));
    golden
        .get("vocab")
        .properties()
        .forEach(
            token ->
                assertThat(vocabulary.id(token.getKey()))
                    .as(token.getKey())
                    .hasValue(token.getValue().asInt()));
    Tokenizer tokenizer =
        CATALOG
            .<TokenizerFactory>lookUp(
                ComponentKind.TOKENIZER, TOKENIZERS.get(golden.get("tokenizer").asText()))
            .map(factory -> factory.create(factory.settings().defaults()))
            .orElseThrow();
    boolean addsItself = golden.get("tokenizer").asText().equals("AsciiSMILESTokenizer");
    assertThat(golden.get("cases")).isNotEmpty();
    for (JsonNode wanted : golden.get("cases")) {
      checkCase(wanted, vocabulary, tokenizer, addsItself);
    }
  }

  private static void checkCase(
      JsonNode wanted, Vocabulary vocabulary, Tokenizer tokenizer, boolean addsItself) {
    String smiles = wanted.get("smiles").asText();
    List<String> tokens;
    try {
      tokens = new ArrayList<>(tokenizer.tokenize(smiles));
    } catch (
        UserException e) { // ours refuses what is no SMILES; theirs leaves out what doesn't fit
      assertThat(e).hasMessageStartingWith("\"" + smiles + "\" is no SMILES");
      assertThat(wanted.path("decode").asText()).as(smiles).isNotEqualTo(smiles);
      return;
    }
    if (addsItself) { // this one of AceGen's adds start and end itself, and its vocabulary once
      // more
      tokens.add(0, vocabulary.token(vocabulary.startId()));
      tokens.add(vocabulary.token(vocabulary.endId()));
    }
    if (wanted.has("key_error")) {
      assertThatThrownBy(() -> vocabulary.encode(tokens, true, true))
          .as(smiles)
          .isInstanceOfSatisfying(
              Vocabulary.UnknownTokenException.class,
              e -> assertThat(e.token()).isEqualTo(wanted.get("key_error").asText()));
      return;
    }
    try {
      assertThat(vocabulary.encode(tokens, true, true)).as(smiles).isEqualTo(ids(wanted, "ids"));
      assertThat(vocabulary.encode(tokens, false, true))
          .as(smiles)
          .isEqualTo(ids(wanted, "ids_no_start"));
      assertThat(vocabulary.encode(tokens, false, false))
          .as(smiles)
          .isEqualTo(ids(wanted, "ids_bare"));
    } catch (Vocabulary.UnknownTokenException e) {
      throw new AssertionError(smiles + " can be encoded", e);
    }
    if (wanted.has("decode")) {
      assertThat(tokenizer.detokenize(vocabulary.decode(ids(wanted, "ids"))))
          .isEqualTo(wanted.get("decode").asText());
    }
    if (wanted.has("decode_ignore_2")) {
      int[] others = Arrays.stream(ids(wanted, "ids")).filter(id -> id != 2).toArray();
      assertThat(tokenizer.detokenize(vocabulary.decode(others)))
          .isEqualTo(wanted.get("decode_ignore_2").asText());
    }
    if (wanted.has("decode_padded")) { // what is beyond the end token doesn't count
      int[] ids = ids(wanted, "ids");
      int[] padded = Arrays.copyOf(ids, ids.length + 3);
      Arrays.fill(padded, ids.length, padded.length, Math.min(3, vocabulary.size() - 1));
      assertThat(tokenizer.detokenize(vocabulary.decode(padded)))
          .isEqualTo(wanted.get("decode_padded").asText());
    }
  }

  /** The vocabulary of a file of sequences has AceGen's order. */
  @TestFactory
  Stream<DynamicTest> made() {
    return ParityFolder.tests(
        "acegen/vocabularies.json",
        (golden, tests) ->
            golden
                .get("create_from_strings")
                .forEach(
                    made -> {
                      if (made.get("special_tokens").isEmpty()) { // ours has no others
                        tests.add(
                            dynamicTest(
                                made.get("strings").size() + " strings", () -> checkMade(made)));
                      }
                    }));
  }

  private static void checkMade(JsonNode golden) {
    Tokenizer tokenizer =
        CATALOG
            .<TokenizerFactory>lookUp(ComponentKind.TOKENIZER, "smiles")
            .map(factory -> factory.create(factory.settings().defaults()))
            .orElseThrow();
    JsonNode state = golden.get("state_dict");
    Set<String> tokens = new HashSet<>();
    texts(golden, "strings").forEach(text -> tokens.addAll(tokenizer.tokenize(text)));
    Vocabulary vocabulary =
        VocabularyFile.ofTokens(
            tokens, state.get("start_token").asText(), state.get("end_token").asText());
    assertThat(vocabulary.startId()).isEqualTo(state.get("start_token_index").asInt());
    assertThat(vocabulary.endId()).isEqualTo(state.get("end_token_index").asInt());
    assertThat(vocabulary.size()).isEqualTo(golden.get("vocab").size());
    golden
        .get("vocab")
        .properties()
        .forEach(
            token ->
                assertThat(vocabulary.id(token.getKey()))
                    .as(token.getKey())
                    .hasValue(token.getValue().asInt()));
  }

  private static List<String> texts(JsonNode golden, String name) {
    return ParityFolder.texts(golden.get(name));
  }

  private static int[] ids(JsonNode wanted, String name) {
    List<Integer> ids = new ArrayList<>();
    wanted.get(name).forEach(id -> ids.add(id.asInt()));
    return ids.stream().mapToInt(Integer::intValue).toArray();
  }
}
