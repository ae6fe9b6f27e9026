package dev.rookery.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import dev.rookery.api.learning.Optimizer;
import dev.rookery.api.learning.OptimizerFactory;
import dev.rookery.api.nn.Parameters;
import dev.rookery.api.settings.Settings;
import dev.rookery.api.text.Tokenizer;
import dev.rookery.api.text.TokenizerFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The contracts of tokenizers and optimizers find the faults of wrong ones. */
final class ToolContractsTest {

  /** Loses the last word, and counts how often it was asked. */
  private static final class Forgetful implements Tokenizer, TokenizerFactory {
    private int calls;

    @Override
    public String name() {
      return "forgetful";
    }

    @Override
    public String description() {
      return "Forgets.";
    }

    @Override
    public Tokenizer create(Settings settings) {
      return new Forgetful();
    }

    @Override
    public List<String> tokenize(String text) {
      List<String> words = new ArrayList<>(Arrays.asList(text.split(" ", -1)));
      words.set(words.size() - 1, "" + calls++);
      return words;
    }

    @Override
    public String detokenize(List<String> tokens) {
      return String.join(" ", tokens);
    }

    @Override
    public List<String> vocabulary() {
      return List.of("a", "a");
    }
  }

  static final class ForgetfulTokenizer extends TokenizerContract {
    @Override
    protected TokenizerFactory factory() {
      return new Forgetful();
    }
  }

  /** Climbs after its third update, and keeps to itself how many there were. */
  private record Climbing() implements OptimizerFactory {
    @Override
    public String name() {
      return "climbing";
    }

    @Override
    public String description() {
      return "Climbs.";
    }

    @Override
    public Optimizer create(Settings settings, Parameters parameters) {
      return new Optimizer() {
        private int steps;

        @Override
        public void step(double learningRate) {
          double rate = ++steps > 3 ? -learningRate : learningRate + 0.001;
          parameters.byName().forEach((name, weight) -> move(name, weight, rate));
        }

        private void move(String name, NDArray weight, double rate) {
          float[] values = weight.toFloatArray();
          float[] gradients = weight.getGradient().toFloatArray();
          for (int i = 0; i < values.length; i++) {
            values[i] -= (float) (rate * gradients[i]);
          }
          try (NDArray moved = weight.getManager().create(values, weight.getShape())) {
            parameters.set(name, moved);
          }
        }

        @Override
        public Map<String, NDArray> state() {
          return Map.of();
        }

        @Override
        public void restore(Map<String, NDArray> state) {}

        @Override
        public void close() {}
      };
    }
  }

  static final class ClimbingOptimizer extends OptimizerContract {
    @Override
    protected OptimizerFactory factory() {
      return new Climbing();
    }

    @Override
    protected int steps() {
      return 20;
    }
  }

  @Test
  void findsFaultsOfTokenizers() {
    assertThat(ContractRun.failures(ForgetfulTokenizer.class))
        .contains("putsTheTextTogetherAgain()", "saysTheSameInEveryThread()")
        .contains("aVocabularyHasEveryTokenOnce()", "splitsTheSameAtEveryCall()");
  }

  @Test
  void findsFaultsOfOptimizers() {
    assertThat(ContractRun.failures(ClimbingOptimizer.class))
        .containsExactlyInAnyOrder(
            "decreasesAQuadratic()",
            "aRateOfZeroMovesNothing()",
            "goesOnFromItsStateAsIfItHadNotStopped()",
            "refusesTheStateOfOtherWeights()");
  }
}
