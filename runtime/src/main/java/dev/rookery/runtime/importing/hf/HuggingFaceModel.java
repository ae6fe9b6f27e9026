package dev.rookery.runtime.importing.hf;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.rookery.api.UserException;
import dev.rookery.api.nn.Parameters;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A GPT-2 in the folder of Hugging Face's transformers: {@code config.json}, weights, and files of
 * a tokenizer.
 *
 * @param folder with the files
 * @param config of the network
 */
public record HuggingFaceModel(Path folder, HuggingFaceConfig config) {

  private static final int MOST_TOLD = 5;
  private static final String PREFIX = "transformer.";
  private static final String OUTPUT = "lm_head.weight";
  private static final String OUR_OUTPUT = "actor.weight";

  /** Masks, which older versions saved beside the weights. */
  private static final Pattern BUFFER = Pattern.compile("(.*\\.)?h\\.\\d+\\.attn\\.(masked_)?bias");

  private static final List<String> TOKENIZER_FILES =
      List.of(
          "tokenizer.json",
          "tokenizer_config.json",
          "vocab.json",
          "merges.txt",
          "added_tokens.json",
          "special_tokens_map.json");

  /**
   * Opens a folder.
   *
   * @throws UserException if it has no configuration, or one of another kind of model
   */
  public static HuggingFaceModel open(Path folder) {
    Path file = folder.resolve("config.json");
    if (!Files.exists(file)) {
      throw new UserException(
          folder
              + " has no config.json: it is not a model's folder of Hugging Face's transformers");
    }
    return new HuggingFaceModel(folder, HuggingFaceConfig.read(file));
  }

  /** The tokenizer's files that are there. */
  public List<Path> tokenizerFiles() {
    return TOKENIZER_FILES.stream().map(folder::resolve).filter(Files::exists).toList();
  }

  /**
   * The files that are read: configuration, weights and tokenizer.
   *
   * @throws UserException if there are no weights
   */
  public List<Path> files() {
    List<Path> files = new ArrayList<>(List.of(folder.resolve("config.json")));
    try (SavedTensors saved = SavedTensors.of(folder)) {
      files.add(saved.path());
    }
    files.addAll(tokenizerFiles());
    return files;
  }

  /**
   * Copies all weights into those of a network {@code gpt2}.
   *
   * @throws UserException if one is missing, has another shape, or is left over; names them
   */
  public void fill(Parameters parameters) {
    try (SavedTensors saved = SavedTensors.of(folder)) {
      new Filling(saved, parameters).run();
    }
  }

  private record Filling(SavedTensors saved, Parameters parameters, List<String> problems) {

    Filling(SavedTensors saved, Parameters parameters) {
      this(saved, parameters, new ArrayList<>());
    }

    void run() {
      Map<String, NDArray> ours = parameters.byName();
      Set<String> used = new LinkedHashSet<>();
      ours.forEach(
          (name, weight) ->
              find(name)
                  .ifPresentOrElse(
                      theirs -> {
                        used.add(theirs);
                        compare(theirs, weight);
                      },
                      () -> problems.add(name + " is missing")));
      saved.names().stream()
          .filter(name -> !used.contains(name) && !BUFFER.matcher(name).matches())
          .filter(name -> !name.equals(OUTPUT) || !isCopyOfEmbeddings())
          .forEach(name -> problems.add(name + " has no place in the model"));
      refuseProblems();
      for (Map.Entry<String, NDArray> weight : ours.entrySet()) {
        try (NDManager step = weight.getValue().getManager().newSubManager()) {
          String theirs = find(weight.getKey()).orElseThrow();
          parameters.set(weight.getKey(), saved.read(theirs, step));
        }
      }
    }

    /** The name in the file; the first GPT-2s have no prefix. */
    private Optional<String> find(String name) {
      String theirs = name.equals(OUR_OUTPUT) ? OUTPUT : name;
      String bare = theirs.startsWith(PREFIX) ? theirs.substring(PREFIX.length()) : theirs;
      return List.of(theirs, bare).stream().filter(saved.names()::contains).findFirst();
    }

    private void compare(String theirs, NDArray weight) {
      if (!saved.shape(theirs).equals(weight.getShape())) {
        problems.add(theirs + " is " + saved.shape(theirs) + ", not " + weight.getShape());
      }
    }

    /** A tied output layer may be saved besides. */
    private boolean isCopyOfEmbeddings() {
      String embeddings = find(PREFIX + "wte.weight").orElse("");
      if (embeddings.isEmpty() || !saved.shape(OUTPUT).equals(saved.shape(embeddings))) {
        return false;
      }
      try (NDManager step = NDManager.newBaseManager()) {
        return Arrays.equals(
            saved.read(OUTPUT, step).toFloatArray(), saved.read(embeddings, step).toFloatArray());
      }
    }

    private void refuseProblems() {
      if (!problems.isEmpty()) {
        throw new UserException(
            saved.path()
                + " holds the weights of another model than config.json says: "
                + String.join("; ", problems.subList(0, Math.min(MOST_TOLD, problems.size())))
                + (problems.size() > MOST_TOLD
                    ? "; and " + (problems.size() - MOST_TOLD) + " more"
                    : ""));
      }
    }
  }
}
