package dev.rookery.runtime.text;

import dev.rookery.api.settings.Setting;
import dev.rookery.api.settings.Settings;
import dev.rookery.api.settings.SettingsSpec;
import dev.rookery.api.text.Tokenizer;
import dev.rookery.api.text.TokenizerFactory;
import java.nio.file.Files;
import java.nio.file.Path;

/** Makes the tokenizer of any Hugging Face model from its tokenizer.json. */
final class HuggingFaceFactory implements TokenizerFactory {

  private static final Setting<Path> FILE =
      Setting.path("file")
          .describedAs("the file tokenizer.json of a Hugging Face model")
          .onlyWhenNew();

  static Path fileBeside(Path dictionary) {
    return dictionary.resolveSibling(dictionary.getFileName() + "-tokenizer.json");
  }

  @Override
  public String name() {
    return "huggingface";
  }

  @Override
  public String description() {
    return "Any Hugging Face tokenizer, from its tokenizer.json; ids stay as they are there.";
  }

  @Override
  public SettingsSpec settings() {
    return SettingsSpec.of(FILE);
  }

  @Override
  public Tokenizer create(Settings settings) {
    return HuggingFaceTextTokenizer.read(settings.get(FILE));
  }

  @Override
  public Tokenizer load(Settings settings, Path dictionary) {
    Path file = fileBeside(dictionary);
    return Files.exists(file) ? HuggingFaceTextTokenizer.read(file) : create(settings);
  }
}
