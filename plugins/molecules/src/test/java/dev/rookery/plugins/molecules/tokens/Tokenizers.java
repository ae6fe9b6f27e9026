package dev.rookery.plugins.molecules.tokens;

import dev.rookery.api.text.Tokenizer;
import dev.rookery.api.text.TokenizerFactory;
import dev.rookery.testkit.TestingSettings;
import java.util.Map;

/** The plugin's tokenizers by name. */
final class Tokenizers {

  private Tokenizers() {}

  static TokenizerFactory factory(String name) {
    return MoleculeTokenizers.all().stream()
        .filter(factory -> factory.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  static Tokenizer of(String name, Map<String, ?> settings) {
    TokenizerFactory factory = factory(name);
    return factory.create(TestingSettings.of(factory.settings(), settings));
  }
}
