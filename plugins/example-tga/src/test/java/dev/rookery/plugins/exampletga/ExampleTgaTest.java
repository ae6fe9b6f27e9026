package dev.rookery.plugins.exampletga;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.rookery.api.Plugin;
import dev.rookery.api.model.DecoderInput;
import dev.rookery.api.model.DecoderOutput;
import dev.rookery.api.model.GeneratorModel;
import dev.rookery.api.model.GeneratorModelFactory;
import dev.rookery.testkit.GeneratorModelContract;
import dev.rookery.testkit.PluginContract;
import dev.rookery.testkit.TestingModelContext;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class ExampleTgaTest {

  @Nested
  class OfThePlugin extends PluginContract {
    @Override
    protected Plugin plugin() {
      return new ExampleTgaPlugin();
    }
  }

  @Nested
  class OfTheModel extends GeneratorModelContract {
    @Override
    protected GeneratorModelFactory factory() {
      return new ExampleTgaFactory();
    }

    @Override
    protected Map<String, Object> settings() {
      return Map.of("hidden-size", 12);
    }
  }

  @Nested
  class OfTheModelThatReadsAgain extends GeneratorModelContract {
    @Override
    protected GeneratorModelFactory factory() {
      return new ExampleTgaFactory();
    }

    @Override
    protected Map<String, Object> settings() {
      return Map.of("hidden-size", 12, "read-again", true);
    }

    @Override
    protected boolean stepsEqualTeacherForcing() {
      return false;
    }
  }

  /** The third step reads three tokens, on from the state after the first two steps. */
  @Test
  void readsItsReplyAgainIfAskedTo() {
    try (NDManager root = NDManager.newBaseManager();
        GeneratorModel model = model(root, Map.of("hidden-size", 12));
        GeneratorModel again = model(root, Map.of("hidden-size", 12, "read-again", true))) {
      NDList begin = new NDList(root.ones(new Shape(1, 2, 12)), root.ones(new Shape(1, 2, 12)));
      NDArray reply = root.create(new long[] {1, 5, 7, 1, 6, 8}, new Shape(2, 3));
      DecoderOutput ours = null;
      DecoderOutput expected = null;
      for (int step = 1; step <= 3; step++) {
        NDList ourState = ours == null ? null : ours.incrementalState();
        NDList state = expected == null ? null : expected.incrementalState();
        NDArray last = reply.get(":, {}:{}", step - 1, step);
        ours = again.decode(new DecoderInput(last, begin, ourState, false));
        expected = model.decode(new DecoderInput(reply.get(":, :{}", step), begin, state, false));
        NDArray expectedHidden = expected.hidden().get(":, {}:", step - 1);
        assertThat(ours.hidden().getShape()).isEqualTo(new Shape(2, 1, 12));
        assertThat(ours.hidden().toFloatArray()).containsExactly(expectedHidden.toFloatArray());
      }
    }
  }

  private static GeneratorModel model(NDManager root, Map<String, Object> settings) {
    ExampleTgaFactory factory = new ExampleTgaFactory();
    return factory.create(TestingModelContext.of(factory, settings, root).withSeed(1));
  }

  @Test
  void hiddenSizeIsThatOfTheTutorial() {
    assertThat(new ExampleTgaFactory().settings().defaults().get(ExampleTgaFactory.HIDDEN_SIZE))
        .isEqualTo(1024);
  }
}
