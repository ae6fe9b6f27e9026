package dev.rookery.api.text;

import dev.rookery.api.ComponentFactory;
import dev.rookery.api.settings.Settings;
import java.nio.file.Path;

/** Makes a tokenizer. */
public interface TokenizerFactory extends ComponentFactory {

  /**
   * Makes a tokenizer.
   *
   * @throws dev.rookery.api.UserException if one of its files is missing or wrong
   */
  Tokenizer create(Settings settings);

  /**
   * Makes the tokenizer of a saved dictionary. Files that {@link Tokenizer#save} wrote beside it
   * come before those of the settings, which may be gone.
   *
   * @param dictionary the dictionary's file; it need not exist
   * @throws dev.rookery.api.UserException if one of its files is missing or wrong
   */
  default Tokenizer load(Settings settings, Path dictionary) {
    return create(settings);
  }
}
