package dev.rookery.runtime.importing.hf;

import dev.rookery.api.UserException;
import dev.rookery.api.policy.Vocabulary;
import dev.rookery.api.settings.Problems;
import dev.rookery.api.settings.Settings;
import dev.rookery.api.settings.SettingsNode;
import dev.rookery.api.settings.SettingsValue;
import dev.rookery.api.text.TokenizerFactory;
import dev.rookery.runtime.catalog.ComponentCatalog;
import dev.rookery.runtime.catalog.ComponentKind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The tokens of a model, as many as it has rows for.
 *
 * @param file its {@code tokenizer.json}
 */
record HuggingFaceTokens(ComponentCatalog catalog, HuggingFaceModel model, Path file) {

  /**
   * The tokens with their ids; rows of the model beyond them are called {@code <unused-ID>}.
   *
   * @throws UserException if the file is missing or doesn't fit the model; says how
   */
  Vocabulary vocabulary() {
    if (!Files.exists(file)) {
      throw new UserException(
          model.folder()
              + " has neither a tokenizer.json nor a vocab.json with a merges.txt: load and save"
              + " its tokenizer with transformers (AutoTokenizer, save_pretrained)");
    }
    List<String> tokens = new ArrayList<>(read());
    int size = model.config().vocabularySize();
    if (tokens.size() > size) {
      throw new UserException(
          "%s has %d tokens, and the model in %s has %d (vocab_size)"
              .formatted(file, tokens.size(), model.folder(), size));
    }
    while (tokens.size() < size) {
      tokens.add("<unused-" + tokens.size() + ">");
    }
    String start = token(tokens, model.config().startId(), "bos_token_id");
    String end = token(tokens, model.config().endId(), "eos_token_id");
    try {
      return new Vocabulary(tokens, start, end);
    } catch (IllegalArgumentException e) {
      throw new UserException(file + " can't be used: " + e.getMessage(), e);
    }
  }

  private List<String> read() {
    TokenizerFactory factory =
        catalog.<TokenizerFactory>lookUp(ComponentKind.TOKENIZER, "huggingface").orElseThrow();
    Map<String, SettingsValue> values =
        Map.of("file", new SettingsValue(file.toString(), "import hf"));
    Problems problems = new Problems();
    Settings settings = factory.settings().read(new SettingsNode("tokenizer", values), problems);
    problems.throwIfAny();
    List<String> tokens = factory.create(settings).vocabulary();
    for (String token : tokens) {
      if (token.lines().count() != 1 || token.endsWith("\n") || token.endsWith("\r")) {
        throw new UserException(
            file + " has a token that is no line of text, which can't be kept: \"" + token + "\"");
      }
    }
    return tokens;
  }

  private String token(List<String> tokens, int id, String key) {
    if (id < 0 || id >= tokens.size()) {
      throw new UserException(
          "%s: %s = %d is none of the %d tokens"
              .formatted(model.folder().resolve("config.json"), key, id, tokens.size()));
    }
    return tokens.get(id);
  }
}
