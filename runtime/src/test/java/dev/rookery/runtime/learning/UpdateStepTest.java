package dev.rookery.runtime.learning;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import dev.rookery.api.nn.Parameters;
import dev.rookery.testkit.GarbageCollection;
import org.junit.jupiter.api.Test;

class UpdateStepTest {

  /** The gradient of one gathered batch was once lost, when garbage was collected in between. */
  @Test
  void theShareOfABatchOutlivesAGarbageCollection() {
    try (NDManager manager = NDManager.newBaseManager("PyTorch");
        Parameters parameters = new Parameters(manager, 1);
        NDManager step = manager.newSubManager()) {
      NDArray weight = parameters.normal("weight", new Shape(3), 1);
      try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
        NDArray loss = weight.sum();
        loss.attach(step);
        NDArray share = UpdateStep.share(loss, 4);
        GarbageCollection.run();
        collector.backward(share);
      }
      NDArray gradient = weight.getGradient();
      gradient.attach(step);
      assertThat(gradient.toFloatArray()).containsExactly(0.25f, 0.25f, 0.25f);
    }
  }
}
