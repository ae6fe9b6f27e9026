package dev.rookery.api.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.rookery.api.UserException;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Supplier;

/**
 * The weights of a model by name, in the order in which they were made. Names are those of a
 * PyTorch state dict ({@code encoder.lstm.weight_ih_l0}), so that checkpoints can be exchanged.
 *
 * <p>Weights are float32, gather gradients, and live until {@link #close}.
 */
public final class Parameters implements AutoCloseable {

  /** Products with fewer numbers are done before oneDNN's kernel for packed ones has begun. */
  private static final long WORTH_PACKING = 1 << 19;

  private final NDManager manager;
  private final Map<String, NDArray> arrays = new LinkedHashMap<>();
  private final SplittableRandom random;
  private final Precision precision;
  private final Map<NDArray, NDArray> prepared = new IdentityHashMap<>();
  private final Map<NDArray, NDArray> transposed = new IdentityHashMap<>();
  private final Map<NDArray, NDArray> lowered = new IdentityHashMap<>();
  private final Map<Object, NDArray> derived = new IdentityHashMap<>();

  /**
   * Creates an empty set for a model that computes in float32.
   *
   * @param parent the manager under which the weights' own manager is made
   * @param seed of the initial values
   */
  public Parameters(NDManager parent, long seed) {
    this(parent, seed, Precision.FLOAT32);
  }

  /**
   * Creates an empty set.
   *
   * @param parent the manager under which the weights' own manager is made
   * @param seed of the initial values
   * @param precision in which the model computes, as {@code ModelContext} says; a model that gives
   *     it here promises to use it
   */
  public Parameters(NDManager parent, long seed, Precision precision) {
    manager = parent.newSubManager();
    manager.setName("parameters");
    random = new SplittableRandom(seed);
    this.precision = precision;
  }

  /** In which numbers the model computes. */
  public Precision precision() {
    return precision;
  }

  /**
   * A weight or bias as a {@link #product} takes it: itself in training, so that a gradient finds
   * back; else a copy in the {@link #precision} and in the layout of the fastest kernel, made once
   * and kept until {@link #changed}. It is of no use for anything else and belongs to this set.
   */
  public synchronized NDArray operand(NDArray weight, boolean training) {
    return training ? weight : prepared.computeIfAbsent(weight, this::prepare);
  }

  /**
   * The same for a {@link #transposedProduct}.
   *
   * @param weight (input size, output size)
   */
  public synchronized NDArray transposedOperand(NDArray weight, boolean training) {
    return training ? weight : transposed.computeIfAbsent(weight, this::prepareTransposed);
  }

  /**
   * A copy of a weight in the lower {@link #precision}, for a kernel that takes it in its usual
   * layout; made once and kept until {@link #changed}.
   */
  synchronized NDArray lowered(NDArray weight) {
    return lowered.computeIfAbsent(weight, this::castCopy);
  }

  /**
   * Something computed from weights, such as a product of two that inference needs at each step;
   * made once and kept until {@link #changed}, which closes it. It has no gradient and belongs to
   * this set.
   *
   * @param owner who asks; there is one array for each object
   * @param maker computes it
   */
  public synchronized NDArray derived(Object owner, Supplier<NDArray> maker) {
    return derived.computeIfAbsent(owner, key -> attached(maker.get()));
  }

  private NDArray attached(NDArray array) {
    array.attach(manager);
    return array;
  }

  private NDArray prepareTransposed(NDArray weight) {
    NDArray turned = TRANSPOSE.run(false, weight).singletonOrThrow();
    if (precision == Precision.FLOAT32 && !packs(turned)) {
      return turned;
    }
    try (turned) {
      return prepare(turned);
    }
  }

  /**
   * Whether a weight had better be multiplied by as it is stored, as in training: its products are
   * done before the kernel for {@link #operand operands} has begun.
   *
   * @param numbers of the weight
   */
  public boolean isBestAsStored(long numbers) {
    return precision == Precision.FLOAT32 && numbers < WORTH_PACKING;
  }

  private boolean packs(NDArray weight) {
    return weight.getShape().dimension() == 2 && PackedWeights.supports(manager);
  }

  /**
   * TorchScript's text of y = x Aᵀ + b in the {@link #precision}.
   *
   * @param x expression of a float32 tensor (…, input size)
   * @param weight expression of an {@link #operand}, (output size, input size)
   * @param bias expression of an operand, (output size), or {@code None}
   */
  public String product(String x, String weight, String bias, boolean training) {
    String b = bias.equals("None") ? bias : cast(bias);
    return !training && PackedWeights.supports(manager)
        ? PackedWeights.product(cast(x), weight, b)
        : "torch.linear(" + cast(x) + ", " + cast(weight) + ", " + b + ")";
  }

  /**
   * TorchScript's text of y = x A + b, for weights that are stored input by output, as those of
   * Hugging Face's GPT-2 ({@code Conv1D}).
   *
   * @param weight expression of a {@link #transposedOperand}
   */
  public String transposedProduct(String x, String weight, String bias, boolean training) {
    return product(x, training ? "torch.t(" + weight + ")" : weight, bias, training);
  }

  private String cast(String value) {
    return precision == Precision.FLOAT32
        ? value
        : "torch.to(" + value + ", " + precision.scalarType() + ")";
  }

  private NDArray prepare(NDArray weight) {
    if (precision == Precision.FLOAT32) {
      return packs(weight) ? PackedWeights.pack(weight) : weight.reshape(weight.getShape());
    }
    NDArray cast = castCopy(weight);
    if (!packs(weight)) {
      return cast;
    }
    try (cast) {
      return PackedWeights.pack(cast);
    }
  }

  private NDArray castCopy(NDArray weight) {
    try (NDArray type = manager.create((long) precision.scalarType())) {
      return CAST.run(false, weight, type).singletonOrThrow();
    }
  }

  /** To be called when values of weights were changed in place by anything but {@link #set}. */
  public synchronized void changed() {
    for (Map<?, NDArray> copies : List.of(prepared, transposed, lowered, derived)) {
      copies.values().forEach(NDArray::close);
      copies.clear();
    }
  }

  /** Adds a weight whose values are drawn from N(0, deviation²). */
  public NDArray normal(String name, Shape shape, double deviation) {
    float[] values = new float[count(name, shape)];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (deviation * random.nextGaussian());
    }
    return add(name, manager.create(values, shape));
  }

  /** Adds a weight whose values are drawn evenly from [-bound, bound). */
  public NDArray uniform(String name, Shape shape, double bound) {
    float[] values = new float[count(name, shape)];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (bound * (2 * random.nextDouble() - 1));
    }
    return add(name, manager.create(values, shape));
  }

  /** Adds a weight whose values are all the same. */
  public NDArray constant(String name, Shape shape, double value) {
    return add(name, manager.full(shape, (float) value));
  }

  private static int count(String name, Shape shape) {
    double count = 1;
    for (long dimension : shape.getShape()) {
      count *= dimension;
    }
    if (count > Integer.MAX_VALUE) {
      throw new UserException(
          "the weight \"%s\" of shape %s is too large: %.3g numbers, and %.3g fit; make the model smaller"
              .formatted(name, shape, count, (double) Integer.MAX_VALUE));
    }
    return (int) count;
  }

  /**
   * Keeps a copy, which libtorch allocates at an address that is a multiple of 64: how sums are
   * rounded depends on that, and an array made of Java's memory may lie anywhere, so that two runs
   * would differ.
   */
  private NDArray add(String name, NDArray values) {
    NDArray array = values.duplicate();
    values.close();
    if (arrays.containsKey(name)) {
      throw new IllegalArgumentException("there are two weights named \"" + name + "\"");
    }
    array.setRequiresGradient(true);
    arrays.put(name, array);
    return array;
  }

  /**
   * A weight by name.
   *
   * @throws IllegalArgumentException if there is none
   */
  public NDArray get(String name) {
    NDArray array = arrays.get(name);
    if (array == null) {
      throw new IllegalArgumentException(
          "there is no weight \"" + name + "\"; there is: " + String.join(", ", arrays.keySet()));
    }
    return array;
  }

  /** All weights by name, in order. */
  public Map<String, NDArray> byName() {
    return Collections.unmodifiableMap(arrays);
  }

  /** All weights, in order. */
  public List<NDArray> all() {
    return List.copyOf(arrays.values());
  }

  /** How many numbers the weights hold. */
  public long count() {
    return arrays.values().stream().mapToLong(NDArray::size).sum();
  }

  /**
   * Overwrites the values of a weight, in place.
   *
   * @throws IllegalArgumentException if the shapes differ; the message gives both
   */
  public void set(String name, NDArray values) {
    NDArray array = get(name);
    if (!array.getShape().equals(values.getShape())) {
      throw new IllegalArgumentException(
          "weight \""
              + name
              + "\" has shape "
              + array.getShape()
              + ", the values have "
              + values.getShape());
    }
    COPY.run(false, array, values).close();
    changed();
  }

  /**
   * Takes a weight out of training: it gathers no gradient any more, and optimizers made after this
   * leave it as it is.
   */
  public void freeze(String name) {
    get(name).setRequiresGradient(false);
  }

  /** The weights that training changes, by name, in order. */
  public Map<String, NDArray> trainable() {
    Map<String, NDArray> trainable = new LinkedHashMap<>(arrays);
    trainable.values().removeIf(array -> !array.hasGradient());
    return Collections.unmodifiableMap(trainable);
  }

  /** Sets all gradients to zero. */
  public void zeroGradients() {
    Map<String, NDArray> trainable = trainable();
    if (trainable.isEmpty()) {
      return;
    }
    try (NDManager step = manager.newSubManager()) {
      NDList gradients = new NDList();
      for (NDArray array : trainable.values()) {
        NDArray gradient = array.getGradient();
        gradient.attach(step);
        gradients.add(gradient);
      }
      ZERO.run(false, TorchScript.list("gradients", gradients)).close();
    }
  }

  @Override
  public void close() {
    manager.close();
  }

  private static final TorchScript COPY =
      new TorchScript(
          "copy",
          """
          def forward(self, target: Tensor, values: Tensor) -> Tensor:
            return torch.detach(torch.copy_(target, values))
          """);

  private static final TorchScript CAST =
      new TorchScript(
          "cast",
          """
          def forward(self, x: Tensor, type: Tensor) -> Tensor:
            return torch.to(x, int(type))
          """);

  private static final TorchScript TRANSPOSE =
      new TorchScript(
          "transpose",
          """
          def forward(self, x: Tensor) -> Tensor:
            return torch.contiguous(torch.t(x))
          """);

  private static final TorchScript ZERO =
      new TorchScript(
          "zero",
          """
          def forward(self, gradients: List[Tensor]) -> Tensor:
            torch._foreach_zero_(gradients)
            return torch.zeros([0])
          """);
}
