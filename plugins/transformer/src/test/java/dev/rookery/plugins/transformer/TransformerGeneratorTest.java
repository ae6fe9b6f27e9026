package dev.rookery.plugins.transformer;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDManager;
import dev.rookery.api.dialogue.Message;
import dev.rookery.api.model.Batch;
import dev.rookery.api.model.EncoderInput;
import dev.rookery.api.model.GeneratorModel;
import dev.rookery.api.model.GeneratorModelFactory;
import dev.rookery.api.model.PaddedTokens;
import dev.rookery.testkit.GeneratorModelContract;
import dev.rookery.testkit.TestingModelContext;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class TransformerGeneratorTest {

  abstract static class Contract extends GeneratorModelContract {

    private final Map<String, Object> settings = new HashMap<>();

    Contract(String variant, boolean learnPositions) {
      settings.put("n-layers", 2);
      settings.put("n-encoder-layers", 1);
      settings.put("n-heads", 2);
      settings.put("embedding-size", 8);
      settings.put("ffn-size", 12);
      settings.put("n-positions", 16);
      settings.put("variant", variant);
      settings.put("activation", learnPositions ? "gelu" : "relu");
      settings.put("learn-positional-embeddings", learnPositions);
    }

    @Override
    protected GeneratorModelFactory factory() {
      return new TransformerGeneratorFactory();
    }

    @Override
    protected Map<String, Object> settings() {
      return settings;
    }
  }

  @Nested
  class Aiayn extends Contract {
    Aiayn() {
      super("aiayn", true);
    }
  }

  @Nested
  class Xlm extends Contract {
    Xlm() {
      super("xlm", true);
    }
  }

  @Nested
  class PreLayerNorm extends Contract {
    PreLayerNorm() {
      super("prelayernorm", true);
    }
  }

  @Nested
  class Bart extends Contract {
    Bart() {
      super("bart", true);
    }
  }

  @Test
  void readsRepliesAsLongAsItHasPositions() {
    TransformerGeneratorFactory factory = new TransformerGeneratorFactory();
    Map<String, Object> settings =
        Map.of("n-layers", 1, "n-heads", 2, "embedding-size", 8, "ffn-size", 8, "n-positions", 5);
    try (NDManager manager = NDManager.newBaseManager();
        GeneratorModel model = factory.create(TestingModelContext.of(factory, settings, manager))) {
      assertThat(model.longestReply()).isEqualTo(5);
    }
  }

  @Test
  void onlyTheEncoderHasSegments() {
    TransformerGeneratorFactory factory = new TransformerGeneratorFactory();
    Map<String, Object> settings = Map.of("embedding-size", 8, "n-segments", 2);
    try (NDManager manager = NDManager.newBaseManager();
        GeneratorModel model = factory.create(TestingModelContext.of(factory, settings, manager))) {
      assertThat(model.parameters().byName())
          .containsKey("encoder.segment_embeddings.weight")
          .doesNotContainKey("decoder.segment_embeddings.weight");
    }
  }

  @Test
  void outputScalingIsAFactorOfTheEncodersVectors() {
    try (NDManager manager = NDManager.newBaseManager();
        GeneratorModel plain = create(1.0, manager);
        GeneratorModel scaled = create(0.5, manager)) {
      float[] expected = vectors(plain, manager);
      for (int i = 0; i < expected.length; i++) {
        expected[i] /= 2;
      }
      assertThat(vectors(scaled, manager)).containsExactly(expected);
    }
  }

  private static GeneratorModel create(double outputScaling, NDManager manager) {
    TransformerGeneratorFactory factory = new TransformerGeneratorFactory();
    Map<String, Object> settings = Map.of("embedding-size", 8, "output-scaling", outputScaling);
    return factory.create(TestingModelContext.of(factory, settings, manager));
  }

  private static float[] vectors(GeneratorModel model, NDManager manager) {
    PaddedTokens text = PaddedTokens.of(List.of(new int[] {5, 6, 7}), 0);
    Batch batch = Batch.of(text, List.of(0), List.of(Message.ofText("context")));
    return model
        .encode(new EncoderInput(text.toArray(manager), text.lengthsArray(manager), batch, false))
        .head()
        .toFloatArray();
  }
}
