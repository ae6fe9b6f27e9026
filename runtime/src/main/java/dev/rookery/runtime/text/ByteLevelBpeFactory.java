package dev.rookery.runtime.text;

import dev.rookery.api.UserException;
import dev.rookery.api.settings.Setting;
import dev.rookery.api.settings.Settings;
import dev.rookery.api.settings.SettingsSpec;
import dev.rookery.api.text.Tokenizer;
import dev.rookery.api.text.TokenizerFactory;
import java.nio.file.Files;
import java.nio.file.Path;

/** Makes byte-level BPE tokenizers from the files vocab.json and merges.txt. */
final class ByteLevelBpeFactory implements TokenizerFactory {

  private static final Setting<Path> VOCABULARY =
      Setting.path("vocab")
          .alias("bpe-vocab")
          .optional()
          .describedAs("the file vocab.json of a byte-level BPE (GPT-2's encoder.json)")
          .onlyWhenNew();
  private static final Setting<Path> MERGES =
      Setting.path("merges")
          .alias("bpe-merge")
          .optional()
          .describedAs("the file merges.txt of a byte-level BPE (GPT-2's vocab.bpe)")
          .onlyWhenNew();

  private final String name;
  private final String description;
  private final ByteLevelDialect dialect;
  private final Setting<Boolean> addPrefixSpace;

  ByteLevelBpeFactory(
      String name, String description, ByteLevelDialect dialect, boolean addPrefixSpace) {
    this.name = name;
    this.description = description;
    this.dialect = dialect;
    this.addPrefixSpace =
        Setting.bool("add-prefix-space")
            .alias("bpe-add-prefix-space")
            .defaultsTo(addPrefixSpace)
            .describedAs(
                "put a space before the text, so that its first word is encoded as any other");
  }

  static Path vocabularyBeside(Path dictionary) {
    return dictionary.resolveSibling(dictionary.getFileName() + "-vocab.json");
  }

  static Path mergesBeside(Path dictionary) {
    return dictionary.resolveSibling(dictionary.getFileName() + "-merges.txt");
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public String description() {
    return description;
  }

  @Override
  public SettingsSpec settings() {
    return SettingsSpec.of(VOCABULARY, MERGES, addPrefixSpace);
  }

  @Override
  public Tokenizer create(Settings settings) {
    return create(settings, file(settings, VOCABULARY), file(settings, MERGES));
  }

  @Override
  public Tokenizer load(Settings settings, Path dictionary) {
    Path vocabulary = vocabularyBeside(dictionary);
    Path merges = mergesBeside(dictionary);
    return Files.exists(vocabulary) && Files.exists(merges)
        ? create(settings, vocabulary, merges)
        : create(settings);
  }

  private Tokenizer create(Settings settings, Path vocabulary, Path merges) {
    return new ByteLevelBpeTokenizer(
        BpeFiles.read(vocabulary, merges), dialect, settings.get(addPrefixSpace));
  }

  private Path file(Settings settings, Setting<Path> setting) {
    return settings
        .find(setting)
        .orElseThrow(
            () ->
                new UserException(
                    "tokenizer \""
                        + name
                        + "\" needs the setting \""
                        + setting.name()
                        + "\": "
                        + setting.description()));
  }
}
