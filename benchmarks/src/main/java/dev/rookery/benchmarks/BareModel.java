package dev.rookery.benchmarks;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import dev.rookery.api.model.PaddedTokens;
import dev.rookery.api.nn.Precision;
import dev.rookery.api.nn.TorchScript;

/**
 * A model as a bare libtorch loop: one compiled forward pass, libtorch's backward pass, clipping
 * and Adam in its multi-tensor kernels; a compiled loop that writes. It does what a Python script
 * with padded batches does, with nothing around it: no dictionary, history, metrics or checkpoints.
 */
abstract class BareModel implements AutoCloseable {

  private static final TorchScript UPDATE =
      new TorchScript(
          "bare adam",
          """
          def forward(self, step: Tensor, ps: List[Tensor], gs: List[Tensor], ms: List[Tensor], vs: List[Tensor], xs: List[Tensor]) -> Tensor:
            norm = torch.linalg_vector_norm(torch.stack(torch._foreach_norm(gs)))
            scale = 1. / (float(norm) + 1e-6)
            if scale < 1.:
              torch._foreach_mul_(gs, scale)
            torch.add_(step, 1)
            torch._fused_adam_(ps, gs, ms, vs, xs, torch.mul([step], torch.len(ps)),
                lr=0.001, beta1=0.9, beta2=0.999, eps=1e-8, weight_decay=0., amsgrad=True, maximize=False)
            torch._foreach_zero_(gs)
            return norm
          """);

  private final NDManager manager = NDManager.newBaseManager();
  private final NDList weights = new NDList();
  private final NDList means = new NDList();
  private final NDList squares = new NDList();
  private final NDList largest = new NDList();
  private final NDArray steps = manager.create(0f);
  private final Precision precision;

  BareModel(Precision precision) {
    this.precision = precision;
  }

  /** Adds a weight that training changes. */
  final void add(double bound, long... shape) {
    NDArray weight = manager.randomUniform((float) -bound, (float) bound, new Shape(shape));
    weight.setRequiresGradient(true);
    weights.add(weight);
    means.add(manager.zeros(weight.getShape()));
    squares.add(manager.zeros(weight.getShape()));
    largest.add(manager.zeros(weight.getShape()));
  }

  /** {@code forward(xs, ys, inputs, ps)}: the mean loss. */
  abstract TorchScript loss();

  /**
   * {@code forward(xs, numbers, ps)}: ids (B, steps) for the numbers of steps and of hypotheses;
   * greedy where that is 1.
   */
  abstract TorchScript writing(int beamSize);

  /** Fills in what all programs share: {@code LOW(x)} casts where the precision is low. */
  final TorchScript program(String name, String source) {
    String low =
        precision == Precision.FLOAT32 ? "$1" : "torch.to($1, " + precision.scalarType() + ")";
    return TorchScript.shared(name, source.replaceAll("LOW\\(([^()]*(?:\\([^()]*\\))?)\\)", low));
  }

  /** One update on a batch; the loss comes back, as a script would print it. */
  final float step(PaddedTokens text, PaddedTokens labels) {
    try (NDManager step = manager.newSubManager()) {
      NDArray xs = text.toArray(step);
      NDArray ys = labels.toArray(step);
      NDArray start = step.full(new Shape(labels.rows(), 1), 1, ys.getDataType());
      NDArray inputs = start.concat(ys.get(":, :-1"), 1);
      float loss;
      try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
        NDList arguments = new NDList(xs, ys, inputs);
        arguments.addAll(TorchScript.list("ps", weights));
        NDArray value = loss().run(true, arguments).singletonOrThrow();
        collector.backward(value);
        loss = value.getFloat();
      }
      NDList gradients = new NDList();
      for (NDArray weight : weights) {
        NDArray gradient = weight.getGradient();
        gradient.attach(step);
        gradients.add(gradient);
      }
      steps.setName(null);
      NDList arguments = new NDList(steps);
      arguments.addAll(TorchScript.list("ps", weights));
      arguments.addAll(TorchScript.list("gs", gradients));
      arguments.addAll(TorchScript.list("ms", means));
      arguments.addAll(TorchScript.list("vs", squares));
      arguments.addAll(TorchScript.list("xs", largest));
      UPDATE.run(false, arguments).head().close();
      return loss;
    }
  }

  /** Writes a number of tokens after each context; gives how many in all. */
  final long write(PaddedTokens text, int length, int beamSize) {
    try (NDManager step = manager.newSubManager()) {
      NDList arguments = new NDList(text.toArray(step), step.create(new long[] {length, beamSize}));
      arguments.addAll(TorchScript.list("ps", weights));
      return writing(beamSize).run(false, arguments).singletonOrThrow().toLongArray().length;
    }
  }

  @Override
  public final void close() {
    manager.close();
  }
}
