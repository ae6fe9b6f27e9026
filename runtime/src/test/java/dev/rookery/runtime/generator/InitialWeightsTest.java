package dev.rookery.runtime.generator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.rookery.api.UserException;
import dev.rookery.api.model.DecoderInput;
import dev.rookery.api.model.DecoderOutput;
import dev.rookery.api.model.EncoderInput;
import dev.rookery.api.model.GeneratorModel;
import dev.rookery.api.nn.Parameters;
import dev.rookery.runtime.learning.checkpoint.CheckpointContent;
import dev.rookery.runtime.learning.checkpoint.CheckpointStore;
import dev.rookery.testkit.TestingDictionary;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which weights of another model a new one takes over. */
final class InitialWeightsTest {

  private static final int HIDDEN = 3;

  @TempDir Path run;
  private final NDManager manager = NDManager.newBaseManager("PyTorch");

  @AfterEach
  void close() {
    manager.close();
  }

  @Test
  void rowsAreFoundByTheirTokenAndOthersStayAsTheyAre() {
    TestingDictionary old = TestingDictionary.of("one", "two", "three");
    Stub saved = new Stub(old.size(), HIDDEN, 1);
    save(saved, old);
    TestingDictionary dictionary = TestingDictionary.of("three", "four", "one", "five");
    Stub fresh = new Stub(dictionary.size(), HIDDEN, 2);
    float[][] before = fresh.rows("tokens");

    new InitialWeights("zoo:old", run).copyInto(fresh, dictionary);

    for (String weight : List.of("tokens", "output.weight", "output.bias")) {
      for (String token : List.of("one", "three")) {
        assertThat(fresh.rows(weight)[dictionary.id(token)])
            .as("%s of %s", weight, token)
            .containsExactly(saved.rows(weight)[old.id(token)]);
      }
    }
    for (String token : List.of("four", "five")) {
      assertThat(fresh.rows("tokens")[dictionary.id(token)])
          .containsExactly(before[dictionary.id(token)]);
    }
    assertThat(fresh.parameters().get("layer").toFloatArray())
        .containsExactly(saved.parameters().get("layer").toFloatArray());
    assertThat(fresh.parameters().get("scale").getFloat()).isEqualTo(1);
  }

  @Test
  void onlyWeightsOfTheVocabularyMayGrow() {
    TestingDictionary dictionary = TestingDictionary.of("one", "two");
    save(new Stub(dictionary.size(), HIDDEN, 1), dictionary);
    Stub wider = new Stub(dictionary.size(), HIDDEN, 2, "layer of 4 rows");

    assertRefused(wider, dictionary, "layer is (2, 3), not (4, 3)");
  }

  @Test
  void aWeightThatOnlyOneOfTheTwoHasIsNamed() {
    TestingDictionary dictionary = TestingDictionary.of("one", "two");
    save(new Stub(dictionary.size(), HIDDEN, 1), dictionary);
    Stub without = new Stub(dictionary.size(), HIDDEN, 2, "no layer");
    assertRefused(without, dictionary, "the new model has no layer");

    Stub more = new Stub(dictionary.size(), HIDDEN, 2);
    more.parameters().constant("extra", new Shape(1), 0);
    assertRefused(more, dictionary, "extra is missing");
  }

  @Test
  void aNumberInPlaceOfRowsIsNamedToo() {
    TestingDictionary dictionary = TestingDictionary.of("one", "two");
    save(new Stub(dictionary.size(), HIDDEN, 1, "number for tokens"), dictionary);
    assertRefused(new Stub(dictionary.size(), HIDDEN, 2), dictionary, "tokens is ()");

    assertThatCode(
            () ->
                new InitialWeights("zoo:old", run)
                    .copyInto(
                        new Stub(dictionary.size(), HIDDEN, 2, "number for tokens"), dictionary))
        .isInstanceOf(UserException.class);
  }

  private void assertRefused(Stub model, TestingDictionary dictionary, String reason) {
    assertThatThrownBy(() -> new InitialWeights("zoo:old", run).copyInto(model, dictionary))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("agent.init-model = zoo:old has the weights of another model")
        .hasMessageContaining(reason);
  }

  private void save(Stub model, TestingDictionary dictionary) {
    new CheckpointStore(run, 1)
        .save(
            new CheckpointContent(
                1,
                model.parameters(),
                Optional.empty(),
                JsonNodeFactory.instance.objectNode(),
                folder -> {
                  StringBuilder lines = new StringBuilder();
                  for (int id = 0; id < dictionary.size(); id++) {
                    lines.append(dictionary.token(id)).append("\t1\n");
                  }
                  Files.writeString(folder.resolve(GeneratorAgent.DICTIONARY_FILE), lines);
                }),
            true);
  }

  /** A model that has weights and nothing else. */
  private final class Stub implements GeneratorModel {
    private final Parameters parameters;

    Stub(int tokens, int hidden, long seed, String... oddities) {
      parameters = new Parameters(manager, seed);
      List<String> odd = Arrays.asList(oddities);
      Shape rows = new Shape(tokens, hidden);
      parameters.normal("tokens", odd.contains("number for tokens") ? new Shape() : rows, 1);
      if (!odd.contains("no layer")) {
        parameters.normal("layer", new Shape(odd.contains("layer of 4 rows") ? 4 : 2, hidden), 1);
      }
      parameters.constant("scale", new Shape(), seed);
      parameters.normal("output.weight", rows, 1);
      parameters.normal("output.bias", new Shape(tokens), 1);
    }

    float[][] rows(String name) {
      NDArray weight = parameters.get(name);
      float[] all = weight.toFloatArray();
      int size = all.length / (int) weight.getShape().get(0);
      float[][] rows = new float[all.length / size][];
      for (int i = 0; i < rows.length; i++) {
        rows[i] = Arrays.copyOfRange(all, i * size, (i + 1) * size);
      }
      return rows;
    }

    @Override
    public Parameters parameters() {
      return parameters;
    }

    @Override
    public List<String> tokenEmbeddings() {
      return List.of("tokens");
    }

    @Override
    public List<String> vocabularyWeights() {
      return List.of("tokens", "output.weight", "output.bias");
    }

    @Override
    public NDList encode(EncoderInput input) {
      throw new UnsupportedOperationException();
    }

    @Override
    public DecoderOutput decode(DecoderInput input) {
      throw new UnsupportedOperationException();
    }

    @Override
    public NDArray output(NDArray hidden, boolean training) {
      throw new UnsupportedOperationException();
    }

    @Override
    public NDList reorderEncoderStates(NDList states, NDArray indices) {
      throw new UnsupportedOperationException();
    }

    @Override
    public NDList reorderIncrementalState(NDList state, NDArray indices) {
      throw new UnsupportedOperationException();
    }
  }
}
