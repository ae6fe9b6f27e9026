package dev.rookery.plugins.recurrentpolicy;

import dev.rookery.api.nn.RecurrentOptions.Cell;
import dev.rookery.api.policy.PolicyModelFactory;
import dev.rookery.testkit.PolicyModelContract;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Nested;

class RecurrentPolicyTest {

  /** Two layers of a few numbers. */
  abstract static class Small extends PolicyModelContract {
    private final PolicyModelFactory factory;

    Small(String name, Cell cell) {
      factory = new RecurrentPolicyFactory(name, cell);
    }

    @Override
    protected PolicyModelFactory factory() {
      return factory;
    }

    @Override
    protected Map<String, Object> settings() {
      return new HashMap<>(Map.of("embedding-size", 6, "hidden-size", 10, "num-layers", 2));
    }
  }

  @Nested
  final class Gru extends Small {
    Gru() {
      super("gru", Cell.GRU);
    }
  }

  @Nested
  final class Lstm extends Small {
    Lstm() {
      super("lstm", Cell.LSTM);
    }
  }

  @Nested
  final class ValuePerAction extends Small {
    ValuePerAction() {
      super("gru", Cell.GRU);
    }

    @Override
    protected Map<String, Object> settings() {
      Map<String, Object> settings = super.settings();
      settings.put("value-per-action", true);
      return settings;
    }
  }

  /** Just above 2^19 weights in each product, from where on they are packed for inference. */
  @Nested
  final class Packed extends Small {
    Packed() {
      super("gru", Cell.GRU);
    }

    @Override
    protected Map<String, Object> settings() {
      Map<String, Object> settings = super.settings();
      settings.put("hidden-size", 420);
      settings.put("embedding-size", 420);
      return settings;
    }
  }
}
