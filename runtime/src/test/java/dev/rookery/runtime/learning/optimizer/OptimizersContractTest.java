package dev.rookery.runtime.learning.optimizer;

import dev.rookery.api.learning.OptimizerFactory;
import dev.rookery.testkit.OptimizerContract;
import java.util.Map;
import org.junit.jupiter.api.Nested;

final class OptimizersContractTest {

  abstract static class OfOurs extends OptimizerContract {
    private final String name;

    OfOurs(String name) {
      this.name = name;
    }

    @Override
    protected OptimizerFactory factory() {
      return Optimizers.factories().stream()
          .filter(factory -> factory.name().equals(name))
          .findFirst()
          .orElseThrow();
    }
  }

  @Nested
  final class Sgd extends OfOurs {
    Sgd() {
      super("sgd");
    }

    @Override
    protected Map<String, Object> settings() {
      return Map.of("momentum", 0.5);
    }
  }

  @Nested
  final class Adam extends OfOurs {
    Adam() {
      super("adam");
    }
  }

  @Nested
  final class Adamax extends OfOurs {
    Adamax() {
      super("adamax");
    }
  }

  @Nested
  final class RmsProp extends OfOurs {
    RmsProp() {
      super("rmsprop");
    }
  }

  @Nested
  final class Adagrad extends OfOurs {
    Adagrad() {
      super("adagrad");
    }
  }
}
