package dev.rookery.api.text;

import dev.rookery.api.ComponentFactory;
import dev.rookery.api.settings.Settings;

/** Makes a tokenizer. */
public interface TokenizerFactory extends ComponentFactory {

  Tokenizer create(Settings settings);
}
