package dev.rookery.plugins.molecules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rookery.api.ComponentFactory;
import dev.rookery.api.Plugin;
import dev.rookery.testkit.PluginContract;
import org.junit.jupiter.api.Test;

final class MoleculesPluginTest extends PluginContract {

  @Override
  protected Plugin plugin() {
    return new MoleculesPlugin();
  }

  @Test
  void bringsTheseTokenizers() {
    assertThat(plugin().tokenizers())
        .extracting(ComponentFactory::name)
        .containsExactly(
            "smiles", "smiles-guacamol", "smiles-enamine", "ascii", "deepsmiles", "selfies");
  }
}
