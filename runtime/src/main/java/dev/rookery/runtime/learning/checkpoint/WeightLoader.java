package dev.rookery.runtime.learning.checkpoint;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.rookery.api.UserException;
import dev.rookery.api.nn.Parameters;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Copies weights from a file into a model, by name. */
public final class WeightLoader {

  private static final int MOST_NAMES = 3;

  private WeightLoader() {}

  /**
   * Copies every weight.
   *
   * @throws UserException if names or shapes differ, before anything was copied; lists all of them
   */
  public static void load(SafetensorsFile file, Parameters parameters) {
    Set<String> wanted = parameters.byName().keySet();
    List<String> problems = new ArrayList<>();
    addNames(
        problems,
        "the file lacks",
        wanted.stream().filter(name -> !file.names().contains(name)).toList());
    addNames(
        problems,
        "the model has no",
        file.names().stream().filter(name -> !wanted.contains(name)).toList());
    addNames(
        problems,
        "shapes differ:",
        wanted.stream()
            .filter(file.names()::contains)
            .filter(name -> !file.shape(name).equals(parameters.get(name).getShape()))
            .map(
                name ->
                    name
                        + " is "
                        + file.shape(name)
                        + " in the file and "
                        + parameters.get(name).getShape()
                        + " in the model")
            .toList());
    if (!problems.isEmpty()) {
      throw new UserException(
          file.path()
              + " holds the weights of another model: "
              + String.join("; ", problems)
              + ". Give the model the settings that it was trained with.");
    }
    for (String name : wanted) {
      try (NDManager step = parameters.get(name).getManager().newSubManager()) {
        NDArray values = file.read(name, step);
        parameters.set(name, values);
      }
    }
  }

  private static void addNames(List<String> problems, String what, List<String> names) {
    if (!names.isEmpty()) {
      String rest =
          names.size() > MOST_NAMES ? " and " + (names.size() - MOST_NAMES) + " more" : "";
      problems.add(
          what
              + " "
              + String.join(", ", names.subList(0, Math.min(MOST_NAMES, names.size())))
              + rest);
    }
  }
}
