package dev.rookery.runtime.importing.acegen;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.rookery.api.UserException;
import dev.rookery.api.nn.Parameters;
import dev.rookery.runtime.importing.torch.TorchCheckpoint;
import dev.rookery.runtime.importing.torch.TorchTensor;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * The weights of an AceGen checkpoint, a state dict. They are matched by their order, as AceGen
 * itself does, since names differ between its modules for training and for sampling; our models
 * make their weights in its order.
 */
public final class AceGenWeights {

  private static final int MOST_TOLD = 5;

  private final Path path;
  private final List<String> names = new ArrayList<>();
  private final List<TorchTensor> tensors = new ArrayList<>();
  private final TorchCheckpoint checkpoint;

  private AceGenWeights(TorchCheckpoint checkpoint) {
    this.checkpoint = checkpoint;
    path = checkpoint.path();
    if (checkpoint.root() instanceof Map<?, ?> states) {
      states.forEach(
          (name, value) -> {
            if (name instanceof String text && value instanceof TorchTensor tensor) {
              names.add(text);
              tensors.add(tensor);
            }
          });
    }
    if (tensors.isEmpty()) {
      throw new UserException(path + " has no weights: it isn't a state dict as AceGen saves it");
    }
  }

  /**
   * Copies all weights of a file.
   *
   * @throws UserException if their number or shapes differ; tells both
   */
  public static void copy(Path file, Parameters parameters) {
    copy(file, parameters, name -> true);
  }

  /**
   * Copies the weights of a file to those of a network that are chosen, in order.
   *
   * @param chosen by our names
   * @throws UserException if their number or shapes differ; tells both
   */
  public static void copy(Path file, Parameters parameters, Predicate<String> chosen) {
    try (TorchCheckpoint checkpoint = TorchCheckpoint.open(file)) {
      new AceGenWeights(checkpoint).copyInto(parameters, chosen);
    }
  }

  private void copyInto(Parameters parameters, Predicate<String> chosen) {
    Map<String, NDArray> ours = parameters.byName();
    List<String> wanted = ours.keySet().stream().filter(chosen).toList();
    if (wanted.size() != tensors.size()) {
      throw new UserException(
          "%s has %d tensors, the model %d weights: they are not of one kind, or of another number of layers"
              .formatted(path, tensors.size(), wanted.size()));
    }
    List<String> problems = new ArrayList<>();
    for (int i = 0; i < wanted.size(); i++) {
      if (!tensors.get(i).shape().equals(ours.get(wanted.get(i)).getShape())) {
        problems.add(
            names.get(i)
                + " is "
                + tensors.get(i).shape()
                + ", the model's "
                + wanted.get(i)
                + " "
                + ours.get(wanted.get(i)).getShape());
      }
    }
    if (!problems.isEmpty()) {
      throw new UserException(
          path
              + " doesn't fit the model: "
              + String.join("; ", problems.subList(0, Math.min(MOST_TOLD, problems.size())))
              + (problems.size() > MOST_TOLD
                  ? "; and " + (problems.size() - MOST_TOLD) + " more"
                  : ""));
    }
    Iterator<TorchTensor> values = tensors.iterator();
    for (String name : wanted) {
      try (NDManager step = ours.get(name).getManager().newSubManager()) {
        parameters.set(name, checkpoint.read(values.next(), step));
      }
    }
  }
}
