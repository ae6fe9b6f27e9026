package dev.rookery.runtime.generator;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.rookery.api.UserException;
import dev.rookery.api.nn.Parameters;
import dev.rookery.runtime.learning.checkpoint.Checkpoint;
import dev.rookery.runtime.learning.checkpoint.SafetensorsFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Weights of another model to start from. Where a weight has more rows than the saved one (tokens
 * that were added to the dictionary), the first rows are copied and the others stay as they are, at
 * random.
 *
 * @param model a run folder (its best checkpoint) or a checkpoint's
 */
record InitialWeights(Path model) {

  private static final String FILE = "model.safetensors";

  /**
   * Copies the weights.
   *
   * @throws UserException if they are those of another model; says which weights don't fit
   */
  void copyInto(Parameters parameters) {
    Path path = Checkpoint.open(model).folder().resolve(FILE);
    try (SafetensorsFile file = new SafetensorsFile(path)) {
      Set<String> names = parameters.byName().keySet();
      List<String> problems = new ArrayList<>();
      for (String name : names) {
        if (!file.names().contains(name)) {
          problems.add(name + " is missing");
        } else if (!fits(file.shape(name), parameters.get(name).getShape())) {
          problems.add(
              name + " is " + file.shape(name) + ", not " + parameters.get(name).getShape());
        }
      }
      if (!problems.isEmpty()) {
        throw new UserException(
            "agent.init-model: "
                + path
                + " holds the weights of another model: "
                + String.join("; ", problems)
                + ". Give the new model the settings of that one.");
      }
      names.forEach(name -> copy(file, name, parameters));
    }
  }

  private static boolean fits(Shape saved, Shape wanted) {
    return saved.dimension() == wanted.dimension()
        && saved.get(0) <= wanted.get(0)
        && saved.slice(1).equals(wanted.slice(1));
  }

  private static void copy(SafetensorsFile file, String name, Parameters parameters) {
    NDArray weight = parameters.get(name);
    try (NDManager step = weight.getManager().newSubManager()) {
      NDArray saved = file.read(name, step);
      long rows = saved.getShape().get(0);
      if (rows == weight.getShape().get(0)) {
        parameters.set(name, saved);
      } else {
        NDArray rest = weight.get("{}:", rows);
        rest.attach(step);
        parameters.set(name, saved.concat(rest));
      }
    }
  }
}
