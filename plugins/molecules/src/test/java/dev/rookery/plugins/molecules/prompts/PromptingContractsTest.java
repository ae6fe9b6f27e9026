package dev.rookery.plugins.molecules.prompts;

import dev.rookery.api.policy.PromptingFactory;
import dev.rookery.testkit.PromptingContract;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;

final class PromptingContractsTest {

  private abstract static class Contract extends PromptingContract {

    private final String name;
    private final Map<String, ?> settings;
    private final List<String> wrong;

    Contract(String name, Map<String, ?> settings, String... wrong) {
      this.name = name;
      this.settings = settings;
      this.wrong = List.of(wrong);
    }

    @Override
    protected PromptingFactory factory() {
      return MoleculePromptings.all().stream()
          .filter(each -> each.name().equals(name))
          .findFirst()
          .orElseThrow();
    }

    @Override
    protected Map<String, ?> settings() {
      return settings;
    }

    @Override
    protected List<String> continuations() {
      return List.of(
          "",
          "C",
          "CCN(C)C",
          "c1ccccc1",
          "C(=O)N",
          "C(",
          "1CC",
          "=O",
          ".C",
          "*",
          "C*C",
          "F",
          "[1*]",
          "C[*H]",
          "C[*+]");
    }

    @Override
    protected List<Map<String, ?>> wrongSettings() {
      return wrong.stream().<Map<String, ?>>map(smiles -> Map.of("smiles", smiles)).toList();
    }
  }

  @Nested
  final class ScaffoldTest extends Contract {
    ScaffoldTest() {
      super(
          "scaffold",
          Map.of("smiles", "N1(*)CCN(CC1)C(*)=O", "rewrites", 3),
          "",
          "CC",
          "C1CC(*)",
          "C=*",
          "C*.C*",
          "[Zz]*");
    }
  }

  @Nested
  final class LikeliestScaffoldTest extends Contract {
    LikeliestScaffoldTest() {
      super("scaffold", Map.of("smiles", "CC1(*)CCN(CC1)CC(*)F", "shuffle", false), "C");
    }
  }

  @Nested
  final class SeveralScaffoldsTest extends Contract {
    SeveralScaffoldsTest() {
      super("scaffold", Map.of("smiles", List.of("FC(*)C*", "N1(*)CCC1", "C*")), "C*, CC");
    }
  }

  @Nested
  final class FragmentsTest extends Contract {
    FragmentsTest() {
      super(
          "fragments",
          Map.of("smiles", "C1CC1(*).c1(*)ccncc1.O=C(N)O*", "rewrites", 3),
          "",
          "C*",
          "C*.",
          "C*.CC",
          "C*.*C*");
    }
  }

  @Nested
  final class LikeliestFragmentsTest extends Contract {
    LikeliestFragmentsTest() {
      super("fragments", Map.of("smiles", "FC*.N*", "shuffle", false, "rewrites", 2), "C*");
    }
  }
}
