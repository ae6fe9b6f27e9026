package dev.rookery.api.dialogue;

import dev.rookery.api.ComponentFactory;
import dev.rookery.api.settings.Settings;

/** Makes a mutator. */
public interface MutatorFactory extends ComponentFactory {

  Mutator create(Settings settings);
}
