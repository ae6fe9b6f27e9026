package dev.rookery.runtime.importing.parlai;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.rookery.api.UserException;
import dev.rookery.api.nn.Parameters;
import dev.rookery.runtime.importing.torch.TorchCheckpoint;
import dev.rookery.runtime.importing.torch.TorchTensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The weights of ParlAI's checkpoint. Our models have ParlAI's names for theirs. */
final class SavedWeights {

  private static final int MOST_TOLD = 5;

  /** Numbers that ParlAI saves beside the weights, which are no weights. */
  private static final Set<String> BUFFERS = Set.of("START", "NULL_IDX", "_one_hot_zeros");

  private final TorchCheckpoint checkpoint;
  private final Map<String, TorchTensor> tensors = new LinkedHashMap<>();

  /**
   * Takes the weights.
   *
   * @param states what the checkpoint holds
   * @throws UserException if there are none
   */
  SavedWeights(TorchCheckpoint checkpoint, Map<?, ?> states) {
    this.checkpoint = checkpoint;
    // Before 2018 some agents saved the state dictionary alone.
    Object model = states.get("model");
    Map<?, ?> named = model instanceof Map<?, ?> inner ? inner : states;
    named.forEach(
        (name, tensor) -> {
          if (name instanceof String text && tensor instanceof TorchTensor value) {
            tensors.put(text, value);
          }
        });
    if (tensors.isEmpty()) {
      throw new UserException(checkpoint.path() + " has no weights: it isn't a ParlAI model");
    }
  }

  /**
   * Copies all weights of a model.
   *
   * @throws UserException if one is missing, has another shape, or is left over; names them
   */
  void copyInto(Parameters parameters) {
    List<String> problems = new ArrayList<>();
    parameters
        .byName()
        .forEach(
            (name, weight) -> {
              TorchTensor saved = tensors.get(name);
              if (saved == null) {
                problems.add(name + " is missing");
              } else if (!saved.shape().equals(weight.getShape())) {
                problems.add(name + " is " + saved.shape() + ", not " + weight.getShape());
              }
            });
    leftOver(parameters).forEach(name -> problems.add(name + " has no place in the model"));
    if (!problems.isEmpty()) {
      throw new UserException(
          checkpoint.path()
              + " holds the weights of another model than its .opt file says: "
              + String.join("; ", problems.subList(0, Math.min(MOST_TOLD, problems.size())))
              + (problems.size() > MOST_TOLD
                  ? "; and " + (problems.size() - MOST_TOLD) + " more"
                  : ""));
    }
    for (Map.Entry<String, NDArray> weight : parameters.byName().entrySet()) {
      try (NDManager step = weight.getValue().getManager().newSubManager()) {
        parameters.set(weight.getKey(), checkpoint.read(tensors.get(weight.getKey()), step));
      }
    }
  }

  /**
   * Weights that are not in the model, and are neither another name for one that is nor a copy of
   * it: a script that changes a file, to half precision for example, copies what was shared.
   */
  private List<String> leftOver(Parameters parameters) {
    Set<TorchTensor> used = new LinkedHashSet<>();
    parameters.byName().keySet().stream()
        .filter(tensors::containsKey)
        .forEach(name -> used.add(tensors.get(name)));
    List<String> others =
        tensors.keySet().stream()
            .filter(name -> !parameters.byName().containsKey(name))
            .filter(name -> !BUFFERS.contains(name) && !used.contains(tensors.get(name)))
            .toList();
    EqualTensors inModel = new EqualTensors(used, checkpoint::floats);
    return others.stream().filter(name -> !inModel.hasEqualOf(tensors.get(name))).toList();
  }

  /**
   * The names of the weights that PyTorch's optimizer numbered, in that order: as they were made,
   * each once, without those that aren't trained.
   */
  List<String> trained(Parameters parameters) {
    Map<TorchTensor, String> firstNames = new LinkedHashMap<>();
    Set<String> trainable = parameters.trainable().keySet();
    Map<TorchTensor, String> ours = new LinkedHashMap<>();
    trainable.stream()
        .filter(tensors::containsKey)
        .forEach(name -> ours.put(tensors.get(name), name));
    tensors.forEach(
        (name, tensor) -> {
          if (!BUFFERS.contains(name) && ours.containsKey(tensor)) {
            firstNames.putIfAbsent(tensor, ours.get(tensor));
          }
        });
    return List.copyOf(firstNames.values());
  }
}
