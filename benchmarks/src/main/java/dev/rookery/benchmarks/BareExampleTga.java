package dev.rookery.benchmarks;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import dev.rookery.api.model.PaddedTokens;
import dev.rookery.api.nn.TorchScript;
import java.util.List;

/**
 * The example-tga model as a bare libtorch training loop: one compiled forward pass, libtorch's
 * backward pass, clipping and Adam in its multi-tensor kernels. It does what a Python script with
 * padded batches does, with nothing around it: no dictionary, history, metrics or checkpoints.
 */
final class BareExampleTga implements AutoCloseable {

  private static final TorchScript FORWARD =
      new TorchScript(
          "bare example-tga",
          """
          def forward(self, xs: Tensor, ys: Tensor, inputs: Tensor, zero: Tensor, ps: List[Tensor]) -> Tensor:
            table = ps[0]
            read, h, c = torch.lstm(torch.embedding(table, xs), [zero, zero], [ps[1], ps[2], ps[3], ps[4]], True, 1, 0., True, False, True)
            out, hn, cn = torch.lstm(torch.embedding(table, inputs), [h, c], [ps[5], ps[6], ps[7], ps[8]], True, 1, 0., True, False, True)
            logits = torch.linear(out, table)
            losses = torch.cross_entropy_loss(torch.reshape(logits, [-1, torch.size(table, 0)]), torch.reshape(ys, [-1]), None, 2, 0)
            return torch.div(losses, torch.sum(torch.ne(ys, 0)))
          """);

  private static final TorchScript UPDATE =
      new TorchScript(
          "bare adam",
          """
          def forward(self, step: Tensor, ps: List[Tensor], gs: List[Tensor], ms: List[Tensor], vs: List[Tensor]) -> Tensor:
            norm = torch.linalg_vector_norm(torch.stack(torch._foreach_norm(gs)))
            scale = 1. / (float(norm) + 1e-6)
            if scale < 1.:
              torch._foreach_mul_(gs, scale)
            n = float(step)
            torch._foreach_lerp_(ms, gs, 0.1)
            torch._foreach_mul_(vs, 0.999)
            torch._foreach_addcmul_(vs, gs, gs, 0.001)
            root = torch._foreach_sqrt(vs)
            torch._foreach_div_(root, (1. - 0.999 ** n) ** 0.5)
            torch._foreach_add_(root, 1e-8)
            torch._foreach_addcdiv_(ps, ms, root, -0.001 / (1. - 0.9 ** n))
            torch._foreach_zero_(gs)
            return norm
          """);

  private final NDManager manager = NDManager.newBaseManager();
  private final int hiddenSize;
  private final NDList weights = new NDList();
  private final NDList firstMoments = new NDList();
  private final NDList secondMoments = new NDList();
  private int steps;

  BareExampleTga(int vocabularySize, int hiddenSize) {
    this.hiddenSize = hiddenSize;
    weights.add(manager.randomNormal(new Shape(vocabularySize, hiddenSize)));
    for (int layer = 0; layer < 2; layer++) {
      double bound = 1 / Math.sqrt(hiddenSize);
      Shape square = new Shape(4L * hiddenSize, hiddenSize);
      Shape vector = new Shape(4L * hiddenSize);
      for (Shape shape : List.of(square, square, vector, vector)) {
        weights.add(manager.randomUniform((float) -bound, (float) bound, shape));
      }
    }
    for (NDArray weight : weights) {
      weight.setRequiresGradient(true);
      firstMoments.add(manager.zeros(weight.getShape()));
      secondMoments.add(manager.zeros(weight.getShape()));
    }
  }

  /** One update on a batch; the loss comes back, as a script would print it. */
  float step(PaddedTokens text, PaddedTokens labels) {
    try (NDManager step = manager.newSubManager()) {
      NDArray xs = text.toArray(step);
      NDArray ys = labels.toArray(step);
      NDArray start = step.full(new Shape(labels.rows(), 1), 1, ys.getDataType());
      NDArray inputs = start.concat(ys.get(":, :-1"), 1);
      NDArray zero = step.zeros(new Shape(1, text.rows(), hiddenSize));
      float loss;
      try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
        NDList arguments = new NDList(xs, ys, inputs, zero);
        arguments.addAll(TorchScript.list("ps", weights));
        NDArray value = FORWARD.run(true, arguments).singletonOrThrow();
        collector.backward(value);
        loss = value.getFloat();
      }
      NDList gradients = new NDList();
      for (NDArray weight : weights) {
        NDArray gradient = weight.getGradient();
        gradient.attach(step);
        gradients.add(gradient);
      }
      NDList arguments = new NDList(step.create((float) ++steps));
      arguments.addAll(TorchScript.list("ps", weights));
      arguments.addAll(TorchScript.list("gs", gradients));
      arguments.addAll(TorchScript.list("ms", firstMoments));
      arguments.addAll(TorchScript.list("vs", secondMoments));
      UPDATE.run(false, arguments);
      return loss;
    }
  }

  @Override
  public void close() {
    manager.close();
  }
}
