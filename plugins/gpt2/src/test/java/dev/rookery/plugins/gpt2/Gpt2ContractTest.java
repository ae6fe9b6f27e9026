package dev.rookery.plugins.gpt2;

import dev.rookery.api.Plugin;
import dev.rookery.testkit.PluginContract;

class Gpt2ContractTest extends PluginContract {

  @Override
  protected Plugin plugin() {
    return new Gpt2Plugin();
  }
}
