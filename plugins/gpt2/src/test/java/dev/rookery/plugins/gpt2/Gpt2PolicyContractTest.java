package dev.rookery.plugins.gpt2;

import dev.rookery.api.policy.PolicyModelFactory;
import dev.rookery.testkit.PolicyModelContract;
import java.util.Map;
import org.junit.jupiter.api.Nested;

class Gpt2PolicyContractTest {

  @Nested
  final class AceGens extends PolicyModelContract {

    @Override
    protected PolicyModelFactory factory() {
      return new Gpt2Factory();
    }

    @Override
    protected Map<String, Object> settings() {
      return TestingGpt2.settings();
    }
  }

  @Nested
  final class HuggingFaces extends PolicyModelContract {

    @Override
    protected PolicyModelFactory factory() {
      return new Gpt2Factory();
    }

    @Override
    protected Map<String, Object> settings() {
      Map<String, Object> settings = TestingGpt2.settings();
      settings.put("tie-word-embeddings", true);
      settings.put("value-per-action", true);
      return settings;
    }
  }
}
