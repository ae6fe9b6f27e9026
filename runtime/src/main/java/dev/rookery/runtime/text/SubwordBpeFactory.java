package dev.rookery.runtime.text;

import dev.rookery.api.settings.Setting;
import dev.rookery.api.settings.Settings;
import dev.rookery.api.settings.SettingsSpec;
import dev.rookery.api.text.Tokenizer;
import dev.rookery.api.text.TokenizerFactory;
import java.nio.file.Files;
import java.nio.file.Path;

/** Makes subword-nmt's tokenizer from a codecs file, or one that learns its codecs. */
final class SubwordBpeFactory implements TokenizerFactory {

  private static final Setting<Path> CODECS =
      Setting.path("codecs")
          .optional()
          .describedAs("the codecs file; without it the codecs are learned from the data")
          .onlyWhenNew();

  static Path codecsBeside(Path dictionary) {
    return dictionary.resolveSibling(dictionary.getFileName() + ".codecs");
  }

  @Override
  public String name() {
    return "subword-bpe";
  }

  @Override
  public String description() {
    return "Byte pair encoding of words as in subword-nmt; ParlAI's \"bpe\".";
  }

  @Override
  public SettingsSpec settings() {
    return SettingsSpec.of(CODECS);
  }

  @Override
  public Tokenizer create(Settings settings) {
    return settings.find(CODECS).map(SubwordBpeFactory::read).orElseGet(SubwordBpeTokenizer::new);
  }

  @Override
  public Tokenizer load(Settings settings, Path dictionary) {
    Path codecs = codecsBeside(dictionary);
    return Files.exists(codecs) ? read(codecs) : create(settings);
  }

  private static Tokenizer read(Path file) {
    BpeFiles.Content content = BpeFiles.content(file);
    return new SubwordBpeTokenizer(content.text(), BpeFiles.merges(content));
  }
}
