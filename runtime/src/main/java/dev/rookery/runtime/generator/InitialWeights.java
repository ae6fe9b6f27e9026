package dev.rookery.runtime.generator;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.rookery.api.UserException;
import dev.rookery.api.model.GeneratorModel;
import dev.rookery.api.nn.Parameters;
import dev.rookery.api.text.Dictionary;
import dev.rookery.runtime.learning.checkpoint.Checkpoint;
import dev.rookery.runtime.learning.checkpoint.SafetensorsFile;
import dev.rookery.runtime.text.Dictionaries;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Weights of another model to start from. Where a weight has one row for each token, the rows of
 * the tokens that both dictionaries have are copied, and those of the other tokens stay as they
 * are, at random. All other weights must have the same shape.
 *
 * @param name what the user calls the model
 * @param model a run folder (its best checkpoint) or a checkpoint's
 */
record InitialWeights(String name, Path model) {

  private static final Logger LOG = LoggerFactory.getLogger(InitialWeights.class);
  private static final String FILE = "model.safetensors";

  /**
   * Copies the weights.
   *
   * @param dictionary of the model
   * @throws UserException if they are those of another model; says which weights don't fit
   */
  void copyInto(GeneratorModel target, Dictionary dictionary) {
    Path folder = Checkpoint.open(model).folder();
    List<String> saved = Dictionaries.tokens(folder.resolve(GeneratorAgent.DICTIONARY_FILE));
    int[] rows = rows(saved, dictionary);
    long known = java.util.Arrays.stream(rows).filter(row -> row >= 0).count();
    if (known < rows.length || saved.size() != rows.length) {
      LOG.info(
          "init-model knows {} of the {} tokens; the others start at random", known, rows.length);
    }
    try (SafetensorsFile file = new SafetensorsFile(folder.resolve(FILE))) {
      new Copy(
              name,
              file,
              target.parameters(),
              Set.copyOf(target.vocabularyWeights()),
              saved.size(),
              rows)
          .run();
    }
  }

  /** For each id of the dictionary the id of the same token in the saved one, or -1. */
  private static int[] rows(List<String> saved, Dictionary dictionary) {
    Map<String, Integer> ids = new HashMap<>();
    for (int id = 0; id < saved.size(); id++) {
      ids.putIfAbsent(saved.get(id), id);
    }
    int[] rows = new int[dictionary.size()];
    for (int id = 0; id < rows.length; id++) {
      rows[id] = ids.getOrDefault(dictionary.token(id), -1);
    }
    return rows;
  }

  private record Copy(
      String model,
      SafetensorsFile file,
      Parameters parameters,
      Set<String> byToken,
      int tokens,
      int[] rows) {

    void run() {
      Set<String> wanted = parameters.byName().keySet();
      List<String> problems = new ArrayList<>();
      for (String name : wanted) {
        if (!file.names().contains(name)) {
          problems.add(name + " is missing");
        } else if (!fits(name)) {
          problems.add(
              name + " is " + file.shape(name) + ", not " + parameters.get(name).getShape());
        }
      }
      file.names().stream()
          .filter(name -> !wanted.contains(name))
          .forEach(name -> problems.add("the new model has no " + name));
      if (!problems.isEmpty()) {
        throw new UserException(
            "agent.init-model = "
                + model
                + " has the weights of another model: "
                + String.join("; ", problems)
                + ". Give the new model the settings of that one.");
      }
      wanted.forEach(this::copy);
    }

    private boolean fits(String name) {
      Shape saved = file.shape(name);
      Shape here = parameters.get(name).getShape();
      return byToken.contains(name)
          ? saved.dimension() > 0
              && saved.get(0) == tokens
              && here.get(0) == rows.length
              && saved.slice(1).equals(here.slice(1))
          : saved.equals(here);
    }

    private void copy(String name) {
      NDArray weight = parameters.get(name);
      try (NDManager step = weight.getManager().newSubManager()) {
        NDArray saved = file.read(name, step);
        parameters.set(name, byToken.contains(name) ? picked(saved, weight, step) : saved);
      }
    }

    private NDArray picked(NDArray saved, NDArray weight, NDManager step) {
      float[] from = saved.toType(DataType.FLOAT32, false).toFloatArray();
      float[] to = weight.toFloatArray();
      int size = from.length / tokens;
      for (int id = 0; id < rows.length; id++) {
        if (rows[id] >= 0) {
          System.arraycopy(from, rows[id] * size, to, id * size, size);
        }
      }
      return step.create(to, weight.getShape());
    }
  }
}
