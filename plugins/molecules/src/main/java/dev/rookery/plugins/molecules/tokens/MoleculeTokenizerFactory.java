package dev.rookery.plugins.molecules.tokens;

import dev.rookery.api.settings.Setting;
import dev.rookery.api.settings.Settings;
import dev.rookery.api.settings.SettingsSpec;
import dev.rookery.api.text.Tokenizer;
import dev.rookery.api.text.TokenizerFactory;
import java.util.List;
import java.util.function.Function;

/** A tokenizer of molecules by name. */
final class MoleculeTokenizerFactory implements TokenizerFactory {

  private final String name;
  private final String description;
  private final Function<Settings, Notation> notation;
  private final Splitter splitter;
  private final Setting<String> start;
  private final Setting<String> end;
  private final List<Setting<?>> more;

  MoleculeTokenizerFactory(
      String name, String description, Notation notation, Splitter splitter, SpecialTokens tokens) {
    this(name, description, settings -> notation, splitter, tokens, List.of());
  }

  MoleculeTokenizerFactory(
      String name,
      String description,
      Function<Settings, Notation> notation,
      Splitter splitter,
      SpecialTokens tokens,
      List<Setting<?>> more) {
    this.name = name;
    this.description = description;
    this.notation = notation;
    this.splitter = splitter;
    this.start =
        Setting.text("start-token")
            .defaultsTo(tokens.start())
            .describedAs("token that is left out when tokens are put together");
    this.end =
        Setting.text("end-token")
            .defaultsTo(tokens.end())
            .describedAs("token that ends a sequence, whatever follows");
    this.more = more;
  }

  /** Defaults of the tokens around a sequence. */
  record SpecialTokens(String start, String end) {}

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
    return SettingsSpec.of(start, end).plus(more.toArray(Setting<?>[]::new));
  }

  @Override
  public Tokenizer create(Settings settings) {
    return new MoleculeTokenizer(
        notation.apply(settings), splitter, settings.get(start), settings.get(end));
  }
}
