package dev.rookery.runtime.policy;

import ai.djl.ndarray.NDManager;
import dev.rookery.api.UserException;
import dev.rookery.api.nn.Parameters;
import dev.rookery.runtime.learning.checkpoint.SafetensorsFile;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** The weights of a trained policy that another one starts from. */
final class InitialPolicy {

  /** The name of the file in a checkpoint. */
  static final String FILE = "model.safetensors";

  /** The layer that an actor lacks and a network with a critic has. */
  private static final String CRITIC = "critic.";

  private static final int MOST_PROBLEMS = 4;

  private InitialPolicy() {}

  /**
   * Copies all weights, but for those of a critic that the saved policy lacks.
   *
   * @param complaint makes a sentence of what doesn't fit
   * @throws UserException if they are those of another network
   */
  static void copy(SafetensorsFile file, Parameters parameters, UnaryOperator<String> complaint) {
    List<String> wanted =
        parameters.byName().keySet().stream()
            .filter(name -> file.names().contains(name) || !name.startsWith(CRITIC))
            .toList();
    List<String> problems = problems(file, parameters, wanted);
    if (!problems.isEmpty()) {
      int more = problems.size() - MOST_PROBLEMS;
      String told =
          String.join("; ", problems.subList(0, Math.min(problems.size(), MOST_PROBLEMS)));
      throw new UserException(
          complaint.apply(told + (more > 0 ? "; and " + more + " more weights" : "")));
    }
    for (String name : wanted) {
      try (NDManager step = parameters.get(name).getManager().newSubManager()) {
        parameters.set(name, file.read(name, step));
      }
    }
  }

  private static List<String> problems(
      SafetensorsFile file, Parameters parameters, List<String> wanted) {
    List<String> problems = new ArrayList<>();
    for (String name : wanted) {
      if (!file.names().contains(name)) {
        problems.add(name + " is missing");
      } else if (!file.shape(name).equals(parameters.get(name).getShape())) {
        problems.add(name + " is " + file.shape(name) + ", not " + parameters.get(name).getShape());
      }
    }
    return problems;
  }
}
