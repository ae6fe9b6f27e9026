package dev.rookery.plugins.molecules.score;

import dev.rookery.api.scoring.ScoringFunctionFactory;
import dev.rookery.testkit.ScoringFunctionContract;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;

final class ScoreContractsTest {

  private abstract static class Contract extends ScoringFunctionContract {

    private final String name;
    private final Map<String, ?> settings;

    Contract(String name, Map<String, ?> settings) {
      this.name = name;
      this.settings = settings;
    }

    @Override
    protected ScoringFunctionFactory factory() {
      return TestingScores.factory(name);
    }

    @Override
    protected Map<String, ?> settings() {
      return settings;
    }

    @Override
    protected List<ScoringFunctionFactory> others() {
      return MoleculeScores.all();
    }

    @Override
    protected List<String> sequences() {
      return List.of(
          "CC(=O)Oc1ccccc1C(=O)O",
          "Cn1cnc2c1c(=O)n(C)c(=O)n2C",
          "C[C@H](N)C(=O)O",
          "[Na+].[Cl-]",
          "C");
    }
  }

  @Nested
  final class Qed extends Contract {
    Qed() {
      super("qed", Map.of());
    }
  }

  @Nested
  final class Osimertinib extends Contract {
    Osimertinib() {
      super("osimertinib-mpo", Map.of());
    }
  }

  @Nested
  final class MeanOfTwo extends Contract {
    MeanOfTwo() {
      super("mean", Map.of("scores", List.of("qed", "fexofenadine-mpo")));
    }
  }

  @Nested
  final class ModifiedLogP extends Contract {
    ModifiedLogP() {
      super("modified", Map.of("score", "logp", "modifier", "clipped", "upper", 5));
    }
  }

  @Nested
  final class Filtered extends Contract {
    Filtered() {
      super("scaffold-filter", Map.of("score", "rings", "bucket-size", 1, "minimum-score", 0));
    }
  }
}
