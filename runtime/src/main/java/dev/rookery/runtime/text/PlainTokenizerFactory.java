package dev.rookery.runtime.text;

import dev.rookery.api.settings.Settings;
import dev.rookery.api.text.Tokenizer;
import dev.rookery.api.text.TokenizerFactory;

/** A tokenizer without settings and files. */
record PlainTokenizerFactory(String name, String description, Tokenizer tokenizer)
    implements TokenizerFactory {

  @Override
  public Tokenizer create(Settings settings) {
    return tokenizer;
  }
}
