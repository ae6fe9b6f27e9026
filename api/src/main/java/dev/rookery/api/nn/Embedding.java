package dev.rookery.api.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;

/** A table of vectors, one for each token. Values start as N(0, 1), PyTorch's default. */
public final class Embedding {

  private static final TorchScript LOOK_UP =
      new TorchScript(
          "embedding",
          """
          def forward(self, weight: Tensor, ids: Tensor) -> Tensor:
            return torch.embedding(weight, ids)
          """);

  private static final TorchScript ZERO_ROW =
      new TorchScript(
          "zero row",
          """
          def forward(self, weight: Tensor, row: Tensor) -> Tensor:
            return torch.detach(torch.index_fill_(weight, 0, row, 0.))
          """);

  private final Parameters parameters;
  private final NDArray weight;
  private final TorchScript learning;
  private final TorchScript reading;

  /**
   * Makes a table.
   *
   * @param name the weight is called {@code <name>.weight}
   * @param vocabularySize number of rows, V
   * @param size length of a vector, H
   */
  public Embedding(Parameters parameters, String name, int vocabularySize, int size) {
    this(parameters, parameters.normal(name + ".weight", new Shape(vocabularySize, size), 1));
  }

  private Embedding(Parameters parameters, NDArray weight) {
    this.parameters = parameters;
    this.weight = weight;
    learning = projection(parameters, true);
    reading = projection(parameters, false);
  }

  private static TorchScript projection(Parameters parameters, boolean training) {
    return TorchScript.shared(
        "projection",
        "def forward(self, x: Tensor, weight: Tensor) -> Tensor:\n  return "
            + parameters.product("x", "weight", "None", training)
            + "\n");
  }

  /**
   * Makes a table whose values start as N(0, deviation²), but for the vector of padding, which is
   * zero.
   *
   * @param paddingId the token that is no token
   */
  public static Embedding withPadding(
      Parameters parameters,
      String name,
      int vocabularySize,
      int size,
      double deviation,
      int paddingId) {
    NDArray weight =
        parameters.normal(name + ".weight", new Shape(vocabularySize, size), deviation);
    try (NDArray row = weight.getManager().create(new long[] {paddingId})) {
      ZERO_ROW.run(false, weight, row).close();
    }
    return new Embedding(parameters, weight);
  }

  /**
   * Looks vectors up.
   *
   * @param ids any shape, int64
   * @return the shape of {@code ids} with H appended, attached to the manager of {@code ids}
   */
  public NDArray forward(NDArray ids, boolean training) {
    NDArray vectors = LOOK_UP.run(training, weight, ids).singletonOrThrow();
    vectors.attach(ids.getManager());
    return vectors;
  }

  /**
   * Scores every token by the product of its vector with {@code hidden}: an output layer that
   * shares its weight with the input (Press and Wolf 2017), in the model's precision.
   *
   * @param hidden (…, H)
   * @return logits (…, V), attached to the manager of {@code hidden}
   */
  public NDArray project(NDArray hidden, boolean training) {
    return (training ? learning : reading)
        .run(training, hidden, parameters.operand(weight, training))
        .singletonOrThrow();
  }

  /** The table, (V, H). */
  public NDArray weight() {
    return weight;
  }
}
