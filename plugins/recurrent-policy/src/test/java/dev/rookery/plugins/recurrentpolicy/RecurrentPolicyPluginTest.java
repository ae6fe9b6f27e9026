package dev.rookery.plugins.recurrentpolicy;

import dev.rookery.api.Plugin;
import dev.rookery.testkit.PluginContract;

class RecurrentPolicyPluginTest extends PluginContract {

  @Override
  protected Plugin plugin() {
    return new RecurrentPolicyPlugin();
  }
}
