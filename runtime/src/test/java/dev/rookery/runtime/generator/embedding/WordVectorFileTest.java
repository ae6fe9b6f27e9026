package dev.rookery.runtime.generator.embedding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.rookery.api.UserException;
import dev.rookery.api.nn.Parameters;
import dev.rookery.api.settings.SettingsException;
import dev.rookery.api.settings.SettingsSpec;
import dev.rookery.api.text.Dictionary;
import dev.rookery.testkit.TestingDictionary;
import dev.rookery.testkit.TestingSettings;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WordVectorFileTest {

  private static final Dictionary WORDS = TestingDictionary.of("hello", "größe", ".", "2024");
  private static final SettingsSpec SPEC =
      SettingsSpec.of(EmbeddingSettings.TYPE, EmbeddingSettings.FILE);

  @TempDir Path folder;
  private final NDManager manager = NDManager.newBaseManager("PyTorch");
  private Parameters parameters;

  @BeforeEach
  void makeWeights() {
    parameters = new Parameters(manager, 1);
    parameters.constant("encoder.weight", new Shape(WORDS.size(), 3), 9);
    parameters.constant("decoder.weight", new Shape(WORDS.size(), 3), 8);
  }

  @AfterEach
  void end() {
    manager.close();
  }

  @Test
  void copiesTheVectorsOfKnownTokens() throws IOException {
    Path file = file("größe 1 2 3\nother x y z\n. . . 7 7 7\nhello -1e-1 .5 0 \n2024 4 5 6\n");
    EmbeddingCoverage coverage =
        new WordVectorFile(file)
            .copyInto(WORDS, parameters, List.of("encoder.weight", "decoder.weight"));
    assertThat(coverage).hasToString("3 of 8 tokens (37.5 %)");
    assertThat(row("encoder.weight", "größe")).containsExactly(1, 2, 3);
    assertThat(row("decoder.weight", "größe")).containsExactly(1, 2, 3);
    assertThat(row("encoder.weight", "hello")).containsExactly(-0.1f, 0.5f, 0);
    assertThat(row("encoder.weight", "2024")).containsExactly(4, 5, 6);
    assertThat(row("encoder.weight", ".")).containsExactly(9, 9, 9);
    assertThat(row("decoder.weight", ".")).containsExactly(8, 8, 8);
    assertThat(row("encoder.weight", "__null__")).containsExactly(9, 9, 9);
  }

  @Test
  void readsFastTextsHeaderAndGzip() throws IOException {
    Path file = folder.resolve("vectors.vec.gz");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
      out.write("2 3\nhello 1 2 3\n. 4 5 6\n".getBytes(StandardCharsets.UTF_8));
    }
    assertThat(new WordVectorFile(file).copyInto(WORDS, parameters, List.of("encoder.weight")))
        .isEqualTo(new EmbeddingCoverage(2, 8));
    assertThat(row("encoder.weight", ".")).containsExactly(4, 5, 6);
  }

  @ParameterizedTest
  @ValueSource(strings = {"2 4\nhello 1 2 3 4\n", "hello 1 2 3 4\n"})
  void refusesVectorsOfAnotherSize(String content) throws IOException {
    WordVectorFile file = new WordVectorFile(file(content));
    assertThatThrownBy(() -> file.copyInto(WORDS, parameters, List.of("encoder.weight")))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("line 1: a vector of 4 numbers")
        .hasMessageContaining("embeddings have 3")
        .hasMessageContaining("embedding size to 4");
    assertThat(row("encoder.weight", "hello")).containsExactly(9, 9, 9);
  }

  @Test
  void namesTheLineThatIsWrong() throws IOException {
    WordVectorFile noNumber = new WordVectorFile(file("other 1 2 3\nhello 1 two 3\n"));
    assertThatThrownBy(() -> noNumber.copyInto(WORDS, parameters, List.of("encoder.weight")))
        .hasMessageContaining("line 2: \"two\" is not a number");
    WordVectorFile tooShort = new WordVectorFile(file("other 1 2 3\nhello 1 2\n"));
    assertThatThrownBy(() -> tooShort.copyInto(WORDS, parameters, List.of("encoder.weight")))
        .hasMessageContaining("line 2: a vector of 2 numbers");
    WordVectorFile empty = new WordVectorFile(file(""));
    assertThatThrownBy(() -> empty.copyInto(WORDS, parameters, List.of("encoder.weight")))
        .hasMessageContaining("is empty");
    WordVectorFile missing = new WordVectorFile(folder.resolve("nowhere.txt"));
    assertThatThrownBy(() -> missing.copyInto(WORDS, parameters, List.of("encoder.weight")))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("nowhere.txt");
  }

  @Test
  void freezesFixedEmbeddings() throws IOException {
    Path file = file("hello 1 2 3\n");
    assertThat(apply(Map.of())).isEmpty();
    assertThat(apply(Map.of("embedding-type", "glove", "embedding-file", file))).isPresent();
    assertThat(parameters.trainable()).containsKeys("encoder.weight", "decoder.weight");
    assertThat(apply(Map.of("embedding-type", "fasttext-fixed", "embedding-file", file)))
        .contains(new EmbeddingCoverage(1, 8));
    assertThat(parameters.trainable()).containsOnlyKeys("decoder.weight");
  }

  @Test
  void refusesSettingsThatDoNotFitTogether() throws IOException {
    assertThatThrownBy(() -> apply(Map.of("embedding-type", "glove")))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("needs embedding-file");
    Path file = file("hello 1 2 3\n");
    assertThatThrownBy(() -> apply(Map.of("embedding-file", file)))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("of no use");
  }

  private java.util.Optional<EmbeddingCoverage> apply(Map<String, ?> settings) {
    return EmbeddingSettings.apply(
        TestingSettings.of(SPEC, settings), WORDS, parameters, List.of("encoder.weight"));
  }

  private Path file(String content) throws IOException {
    return Files.writeString(folder.resolve("vectors.txt"), content);
  }

  private float[] row(String weight, String token) {
    int start = WORDS.id(token) * 3;
    return Arrays.copyOfRange(parameters.get(weight).toFloatArray(), start, start + 3);
  }
}
