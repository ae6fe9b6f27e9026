package dev.rookery.plugins.molecules.tokens;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rookery.api.UserException;
import dev.rookery.api.text.Tokenizer;
import dev.rookery.plugins.molecules.ParityData;
import dev.rookery.plugins.molecules.chem.Molecule;
import dev.rookery.plugins.molecules.chem.NoMoleculeException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;

/** Every string of AceGen's tokenizers. */
@Tag("parity")
final class TokenizersParityTest {

  /**
   * Ours by the name of theirs, with the tokens that AceGen looks for when it puts tokens together:
   * its DeepSMILES always looks for {@code ^} and {@code $}, and its SELFIES ends at the start
   * token and leaves the end token out.
   */
  @SuppressWarnings("ImmutableEnumChecker") // the maps are of Map.of
  private enum Pair {
    SMILES("SMILESTokenizerChEMBL", "smiles", Map.of()),
    GUACAMOL("SMILESTokenizerGuacaMol", "smiles-guacamol", Map.of()),
    ENAMINE("SMILESTokenizerEnamine", "smiles-enamine", Map.of()),
    ASCII("AsciiSMILESTokenizer", "ascii", Map.of()),
    DEEPSMILES("DeepSMILESTokenizer", "deepsmiles", Map.of("start-token", "^", "end-token", "$")),
    SHORT_DEEPSMILES(
        "DeepSMILESTokenizer(compress=True)",
        "deepsmiles",
        Map.of("start-token", "^", "end-token", "$", "compress", true)),
    SELFIES("SELFIESTokenizer", "selfies", Map.of("start-token", "EOS", "end-token", "GO"));

    private final String theirs;
    private final String ours;
    private final Map<String, ?> settings;

    Pair(String theirs, String ours, Map<String, ?> settings) {
      this.theirs = theirs;
      this.ours = ours;
      this.settings = settings;
    }

    Tokenizer tokenizer() {
      return Tokenizers.of(ours, settings);
    }
  }

  @TestFactory
  Stream<DynamicTest> splitsAndPutsTogether() {
    JsonNode tokenizers = ParityData.read("tokenizers.json").get("tokenizers");
    assertThat(tokenizers.properties()).isNotEmpty();
    return tokenizers.properties().stream()
        .map(entry -> pair(entry.getKey()))
        .flatMap(
            pair ->
                elements(tokenizers.get(pair.theirs).get("cases"))
                    .map(
                        golden ->
                            dynamicTest(
                                pair + " " + golden.get("smiles"),
                                () ->
                                    compare(
                                        pair.tokenizer(), golden, tokenizers.get(pair.theirs)))));
  }

  private static void compare(Tokenizer tokenizer, JsonNode golden, JsonNode theirs) {
    String smiles = golden.get("smiles").asText();
    if (golden.has("error")) {
      assertThatThrownBy(() -> tokenizer.tokenize(smiles))
          .isInstanceOf(UserException.class)
          .hasMessageContaining("\"" + smiles + "\"");
      return;
    }
    List<String> tokens;
    try {
      tokens = tokenizer.tokenize(smiles);
    } catch (UserException e) { // theirs leaves out what doesn't fit, such as an open ring
      assertThat(e).hasMessageStartingWith("\"" + smiles + "\" is no SMILES");
      assertThatThrownBy(() -> Molecule.read(smiles))
          .as("ours refuses %s: %s", smiles, e.getMessage())
          .isInstanceOf(NoMoleculeException.class);
      return;
    }
    List<String> around = new ArrayList<>(tokens);
    around.add(0, theirs.get("start_token").asText());
    around.add(theirs.get("end_token").asText());
    assertThat(around).isEqualTo(texts(golden.get("tokens_with")));
    assertThat(tokens)
        .isEqualTo(
            texts(
                golden.has("tokens_without")
                    ? golden.get("tokens_without")
                    : golden.get("tokens")));
    assertThat(texts(golden.get("tokens"))).isIn(tokens, around); // theirs by default
    together(tokenizer, tokens, golden.get("untokenize"));
    together(tokenizer, around, golden.get("untokenize_with"));
  }

  private static void together(Tokenizer tokenizer, List<String> tokens, JsonNode golden) {
    if (golden.isNull()) {
      assertThatThrownBy(() -> tokenizer.detokenize(tokens)).isInstanceOf(UserException.class);
    } else {
      assertThat(tokenizer.detokenize(tokens)).isEqualTo(golden.asText());
    }
  }

  @TestFactory
  Stream<DynamicTest> readsTokensInside() {
    return elements(ParityData.read("tokenizers.json").get("untokenize_edge"))
        .map(
            golden ->
                dynamicTest(
                    golden.get("tokenizer").asText() + " " + golden.get("tokens"),
                    () ->
                        assertThat(
                                pair(golden.get("tokenizer").asText())
                                    .tokenizer()
                                    .detokenize(texts(golden.get("tokens"))))
                            .isEqualTo(golden.get("result").asText())));
  }

  private static Pair pair(String theirs) {
    return Stream.of(Pair.values())
        .filter(pair -> pair.theirs.equals(theirs))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no tokenizer of ours stands for " + theirs));
  }

  private static List<String> texts(JsonNode list) {
    return elements(list).map(JsonNode::asText).toList();
  }

  private static Stream<JsonNode> elements(JsonNode list) {
    return StreamSupport.stream(list.spliterator(), false);
  }
}
