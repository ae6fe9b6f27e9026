package dev.rookery.runtime.policy;

import ai.djl.ndarray.NDManager;
import dev.rookery.api.UserException;
import dev.rookery.api.nn.Parameters;
import dev.rookery.api.policy.Vocabulary;
import dev.rookery.runtime.learning.checkpoint.SafetensorsFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The weights of a trained policy that another one starts from. */
final class InitialPolicy {

  private static final String FILE = "model.safetensors";

  /** The layer that an actor lacks and a network with a critic has. */
  private static final String CRITIC = "critic.";

  private InitialPolicy() {}

  /**
   * Copies all weights, but for those of a critic that the saved policy lacks.
   *
   * @param checkpoint the folder of a checkpoint that was found whole
   * @throws UserException if they are those of another network; says which don't fit
   */
  static void copy(Path checkpoint, Parameters parameters, Vocabulary vocabulary) {
    try (SafetensorsFile file = new SafetensorsFile(checkpoint.resolve(FILE))) {
      List<String> wanted =
          parameters.byName().keySet().stream()
              .filter(name -> file.names().contains(name) || !name.startsWith(CRITIC))
              .toList();
      List<String> problems = new ArrayList<>();
      for (String name : wanted) {
        if (!file.names().contains(name)) {
          problems.add(name + " is missing");
        } else if (!file.shape(name).equals(parameters.get(name).getShape())) {
          problems.add(
              name + " is " + file.shape(name) + ", not " + parameters.get(name).getShape());
        }
      }
      if (!problems.isEmpty()) {
        throw new UserException(
            "agent.init-model: "
                + file.path()
                + " holds the weights of another network, for a vocabulary of "
                + vocabulary.size()
                + " tokens here: "
                + String.join("; ", problems)
                + ". Give agent.policy the options, and agent.vocabulary the tokens, of that one.");
      }
      for (String name : wanted) {
        try (NDManager step = parameters.get(name).getManager().newSubManager()) {
          parameters.set(name, file.read(name, step));
        }
      }
    }
  }
}
