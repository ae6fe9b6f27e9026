package dev.rookery.runtime.importing.parlai;

import dev.rookery.api.UserException;
import dev.rookery.registry.IoReasons;
import dev.rookery.runtime.generator.HistorySettings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The dictionary that belongs to a ParlAI model, with the files of its tokenizer. A model that
 * trained in half precision has tokens after its others, up to a multiple of 8, which its file may
 * lack.
 */
final class ParlAiDictionary {

  private static final int MULTIPLE = 8;
  private static final List<String> TOKENIZER_FILES =
      List.of("-vocab.json", "-merges.txt", ".codecs");

  private final Path file;
  private final ParlAiOptions options;

  private ParlAiDictionary(Path file, ParlAiOptions options) {
    this.file = file;
    this.options = options;
  }

  /**
   * Finds the dictionary of a model.
   *
   * @throws UserException if there is none
   */
  static ParlAiDictionary of(Path model, ParlAiOptions options) {
    Path beside = model.resolveSibling(model.getFileName() + ".dict");
    List<Path> places = new ArrayList<>(List.of(beside));
    options
        .text("dict_file")
        .map(Path::of)
        .ifPresent(
            file -> {
              // The folder may have been moved since, and MODEL.checkpoint may have none of its
              // own.
              Path name = file.getFileName();
              if (name != null) {
                places.add(model.resolveSibling(name));
              }
              places.add(file);
            });
    return places.stream()
        .filter(Files::isRegularFile)
        .findFirst()
        .map(found -> new ParlAiDictionary(found, options))
        .orElseThrow(() -> new UserException("the model's dictionary is missing: " + beside));
  }

  Path file() {
    return file;
  }

  /**
   * Copies the dictionary, with the tokens that it lacks, and the tokenizer's files.
   *
   * @return the copy
   */
  Path copyTo(Path folder) {
    Path copy = folder.resolve("parlai.dict");
    try {
      Files.writeString(copy, Files.readString(file) + String.join("", missing()));
      for (Map.Entry<String, Path> part : tokenizerFiles().entrySet()) {
        Files.copy(part.getValue(), folder.resolve("parlai.dict" + part.getKey()));
      }
      return copy;
    } catch (IOException e) {
      throw new UserException("the dictionary " + file + " can't be read: " + IoReasons.of(e), e);
    }
  }

  private Map<String, Path> tokenizerFiles() {
    Map<String, Path> files = new LinkedHashMap<>();
    for (String ending : TOKENIZER_FILES) {
      Optional<Path> other =
          switch (ending) {
            case "-vocab.json" -> options.text("bpe_vocab").map(Path::of);
            case "-merges.txt" -> options.text("bpe_merge").map(Path::of);
            default -> Optional.empty();
          };
      Path beside = file.resolveSibling(file.getFileName() + ending);
      if (Files.isRegularFile(beside)) {
        files.put(ending, beside);
      } else {
        other.filter(Files::isRegularFile).ifPresent(path -> files.put(ending, path));
      }
    }
    return files;
  }

  /** Lines to append, so that ids come out as ParlAI has them in memory. */
  private List<String> missing() throws IOException {
    if (!options.flag("force_fp16_tokens").orElse(false)) {
      return List.of();
    }
    List<String> tokens = new ArrayList<>();
    for (String line : Files.readString(file, StandardCharsets.UTF_8).split("\n")) {
      if (!line.isEmpty()) {
        tokens.add(line.substring(0, Math.max(0, line.indexOf('\t'))));
      }
    }
    List<String> wanted = new ArrayList<>();
    options
        .text("special_tok_lst")
        .ifPresent(list -> wanted.addAll(Arrays.asList(list.split(","))));
    if (options.flag("person_tokens").orElse(false)) {
      wanted.addAll(List.of(HistorySettings.P1_TOKEN, HistorySettings.P2_TOKEN));
    }
    wanted.removeIf(token -> token.isBlank() || tokens.contains(token.strip()));
    int size = tokens.size() + wanted.size();
    for (int i = 0; (size + i) % MULTIPLE != 0; i++) {
      wanted.add("__FP16_PAD_" + i + "__");
    }
    return wanted.stream().map(token -> token.strip() + "\t1\n").toList();
  }
}
