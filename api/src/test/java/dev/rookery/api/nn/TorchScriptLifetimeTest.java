package dev.rookery.api.nn;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

final class TorchScriptLifetimeTest {

  private static final TorchScript TWICE =
      new TorchScript(
          "twice",
          """
          def forward(self, x: Tensor) -> Tensor:
            return torch.add(x, x)
          """);

  /** DJL's models have a finalizer that releases their native code. */
  @Test
  void anOperationOutlivesGarbageCollection() throws InterruptedException {
    try (NDManager manager = NDManager.newBaseManager("PyTorch")) {
      NDArray x = manager.create(2f);
      assertThat(TWICE.run(false, x).singletonOrThrow().getFloat()).isEqualTo(4f);
      for (int i = 0; i < 5; i++) {
        System.gc();
        TimeUnit.MILLISECONDS.sleep(100);
      }
      assertThat(TWICE.run(false, x).singletonOrThrow().getFloat()).isEqualTo(4f);
    }
  }
}
