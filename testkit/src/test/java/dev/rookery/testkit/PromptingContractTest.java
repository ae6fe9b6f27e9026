package dev.rookery.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rookery.api.policy.PromptStage;
import dev.rookery.api.policy.Prompting;
import dev.rookery.api.policy.PromptingFactory;
import dev.rookery.api.settings.Settings;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** The contract of promptings finds the faults of wrong ones. */
final class PromptingContractTest {

  private record Factory(Prompting prompting) implements PromptingFactory {
    @Override
    public String name() {
      return "wrong";
    }

    @Override
    public String description() {
      return "Is wrong.";
    }

    @Override
    public Prompting create(Settings settings) {
      return prompting;
    }
  }

  private record Stage(List<String> texts, boolean goesOn) implements PromptStage {
    @Override
    public Optional<PromptStage> next(int chosen, String sequence) {
      return Optional.empty();
    }
  }

  abstract static class Wrong extends PromptingContract {

    abstract Prompting prompting();

    @Override
    protected PromptingFactory factory() {
      return new Factory(prompting());
    }

    @Override
    protected List<Map<String, ?>> wrongSettings() {
      return List.of(Map.of("no-such-thing", 1));
    }
  }

  static final class Counting extends Wrong {
    private static final AtomicInteger COUNT = new AtomicInteger();

    @Override
    Prompting prompting() {
      return random -> new Stage(List.of("C" + COUNT.incrementAndGet()), true);
    }
  }

  static final class Repeating extends Wrong {
    @Override
    Prompting prompting() {
      return random -> new Stage(List.of("C", "C"), false);
    }
  }

  /** All sequences draw from the numbers of the one that began last. */
  static final class Sharing extends Wrong {
    @Override
    Prompting prompting() {
      SplittableRandom[] last = new SplittableRandom[1];
      return random -> {
        last[0] = random;
        return new PromptStage() {
          @Override
          public List<String> texts() {
            return List.of("C");
          }

          @Override
          public boolean goesOn() {
            return true;
          }

          @Override
          public Optional<PromptStage> next(int chosen, String sequence) {
            return Optional.of(new Stage(List.of("C" + last[0].nextLong()), true));
          }
        };
      };
    }
  }

  /** Takes only what is not empty, and never ends. */
  static final class Endless extends Wrong {

    private record Next() implements PromptStage {
      @Override
      public List<String> texts() {
        return List.of("C");
      }

      @Override
      public boolean goesOn() {
        return true;
      }

      @Override
      public Optional<PromptStage> next(int chosen, String sequence) {
        if (sequence.isBlank()) {
          throw new IllegalArgumentException("empty");
        }
        return Optional.of(new Next());
      }
    }

    @Override
    Prompting prompting() {
      return random -> new Next();
    }

    @Override
    protected List<Map<String, ?>> wrongSettings() {
      return List.of(Map.of());
    }
  }

  @Test
  void findsFaults() {
    assertThat(ContractRun.failures(Counting.class))
        .containsExactlyInAnyOrder(
            "theSameRandomNumbersGiveTheSameStages()",
            "sequencesThatGoThroughStagesTogetherDoNotDisturbEachOther()",
            "threadsDoNotDisturbEachOther()");
    assertThat(ContractRun.failures(Repeating.class))
        .containsExactlyInAnyOrder(
            "everyStageHasTextsOfWhichEachIsThereOnce()", "thePolicyGoesOnInTheFirstStage()");
    assertThat(ContractRun.failures(Sharing.class))
        .contains("sequencesThatGoThroughStagesTogetherDoNotDisturbEachOther()")
        .doesNotContain("theSameRandomNumbersGiveTheSameStages()");
    assertThat(ContractRun.failures(Endless.class))
        .contains(
            "everyStageHasTextsOfWhichEachIsThereOnce()",
            "whateverIsWrittenIsTaken()",
            "wrongSettingsAreRefusedWithAReason()");
  }
}
