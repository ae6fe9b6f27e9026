package dev.rookery.api.policy;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.rookery.api.Incubating;
import dev.rookery.api.nn.Rows;
import java.util.Collection;
import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Named arrays of B environments, each with B as its first dimension: what TorchRL's TensorDict
 * carries between an environment and a policy. Printed, it shows names, shapes and types.
 */
@Incubating
public final class Fields {

  private final long rows;
  private final Map<String, NDArray> arrays = new TreeMap<>();

  /**
   * No fields yet.
   *
   * @param rows number of environments, B
   */
  public Fields(long rows) {
    this.rows = rows;
  }

  /** Number of environments, B. */
  public long rows() {
    return rows;
  }

  /** The names, in alphabetical order. */
  public Collection<String> names() {
    return Collections.unmodifiableSet(arrays.keySet());
  }

  /**
   * A field.
   *
   * @throws IllegalArgumentException if there is none; says which there are
   */
  public NDArray get(String name) {
    return find(name)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "there is no field \"" + name + "\"; there is: " + String.join(", ", names())));
  }

  /** A field, if there is one of this name. */
  public Optional<NDArray> find(String name) {
    return Optional.ofNullable(arrays.get(name));
  }

  /**
   * Sets or replaces a field.
   *
   * @param array (B, …)
   * @return this
   */
  public Fields set(String name, NDArray array) {
    Shape shape = array.getShape();
    if (shape.dimension() == 0 || shape.get(0) != rows) {
      throw new IllegalArgumentException(
          "field \"" + name + "\" has shape " + shape + ", its first dimension must be " + rows);
    }
    arrays.put(name, array);
    return this;
  }

  /** Sets all fields of another one, which go over those of this. */
  public Fields setAll(Fields others) {
    others.arrays.forEach(this::set);
    return this;
  }

  /**
   * The same fields of some environments.
   *
   * @param indices (N) int64
   * @return copies, attached to the manager of {@code indices}
   */
  public Fields pick(NDArray indices) {
    Fields picked = new Fields(indices.getShape().get(0));
    arrays.forEach(
        (name, array) -> {
          NDArray rowsOfIt = Rows.select(array, 0, indices, false);
          rowsOfIt.attach(indices.getManager());
          picked.set(name, rowsOfIt);
        });
    return picked;
  }

  /** Attaches all arrays to a manager. */
  public Fields attach(NDManager manager) {
    arrays.values().forEach(array -> array.attach(manager));
    return this;
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder("Fields(\n");
    arrays.forEach(
        (name, array) ->
            text.append("    ")
                .append(name)
                .append(": ")
                .append(array.getShape())
                .append(' ')
                .append(array.getDataType().name().toLowerCase(Locale.ROOT))
                .append('\n'));
    return text.append("    rows: ").append(rows).append(")").toString();
  }
}
