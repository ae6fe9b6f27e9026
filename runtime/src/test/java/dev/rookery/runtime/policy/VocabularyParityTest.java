package dev.rookery.runtime.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rookery.api.policy.Vocabulary;
import dev.rookery.api.text.Tokenizer;
import dev.rookery.registry.PluginRegistry;
import dev.rookery.runtime.catalog.ComponentCatalog;
import dev.rookery.runtime.catalog.ComponentKind;
import dev.rookery.runtime.importing.acegen.AceGenVocabulary;
import dev.rookery.runtime.text.ParityFolder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
          "AsciiSMILESTokenizer", "ascii");

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
            .lookUp(ComponentKind.TOKENIZER, TOKENIZERS.get(golden.get("tokenizer").asText()))
            .map(factory -> factory.create(factory.settings().defaults()))
            .orElseThrow();
    for (JsonNode wanted : golden.get("cases")) {
      checkCase(wanted, vocabulary, tokenizer, name.startsWith("ascii"));
    }
  }

  private static void checkCase(
      JsonNode wanted, Vocabulary vocabulary, Tokenizer tokenizer, boolean isAscii) {
    String smiles = wanted.get("smiles").asText();
    List<String> tokens = new ArrayList<>(tokenizer.tokenize(smiles));
    if (isAscii) { // this one of AceGen's adds start and end itself, and its vocabulary once more
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
  }

  private static int[] ids(JsonNode wanted, String name) {
    List<Integer> ids = new ArrayList<>();
    wanted.get(name).forEach(id -> ids.add(id.asInt()));
    return ids.stream().mapToInt(Integer::intValue).toArray();
  }
}
