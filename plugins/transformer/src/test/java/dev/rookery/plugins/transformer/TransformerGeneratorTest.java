package dev.rookery.plugins.transformer;

import dev.rookery.api.model.GeneratorModelFactory;
import dev.rookery.testkit.GeneratorModelContract;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Nested;

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
}
