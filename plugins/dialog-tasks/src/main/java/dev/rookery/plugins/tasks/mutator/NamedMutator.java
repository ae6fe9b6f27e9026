package dev.rookery.plugins.tasks.mutator;

import dev.rookery.api.dialogue.Mutator;
import dev.rookery.api.dialogue.MutatorFactory;
import dev.rookery.api.settings.Settings;
import dev.rookery.api.settings.SettingsSpec;
import java.util.function.Function;

/** A mutator with its name. */
record NamedMutator(
    String name, String description, SettingsSpec settings, Function<Settings, Mutator> maker)
    implements MutatorFactory {

  static NamedMutator of(String name, String description, Mutator mutator) {
    return new NamedMutator(name, description, SettingsSpec.none(), settings -> mutator);
  }

  @Override
  public Mutator create(Settings values) {
    return maker.apply(values);
  }
}
