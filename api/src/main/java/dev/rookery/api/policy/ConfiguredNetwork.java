package dev.rookery.api.policy;

import ai.djl.ndarray.NDManager;
import dev.rookery.api.Components;
import dev.rookery.api.nn.Precision;
import dev.rookery.api.settings.ComponentRef;
import dev.rookery.api.settings.Settings;
import dev.rookery.api.settings.SettingsNode;
import dev.rookery.api.settings.SettingsValue;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The network of a configuration, and the context that it is made from. */
record ConfiguredNetwork(PolicyModelFactory factory, Settings settings, PolicyContext outer)
    implements PolicyContext {

  static ConfiguredNetwork of(PolicyConfiguration configuration, PolicyContext context) {
    if (configuration.network().equals(configuration.name())) {
      throw new IllegalStateException(
          "the policy \"" + configuration.name() + "\" is a configuration of itself");
    }
    String origin = "policy " + configuration.name();
    Map<String, SettingsValue> values = new LinkedHashMap<>();
    configuration
        .options(context.settings())
        .forEach((name, value) -> values.put(name, new SettingsValue(raw(value, origin), origin)));
    Components.Found<PolicyModelFactory> found =
        context
            .components()
            .find(
                PolicyModelFactory.class,
                new ComponentRef(
                    configuration.network(),
                    origin,
                    new SettingsNode("agent.policy-options", values)));
    return new ConfiguredNetwork(found.factory(), found.settings(), context);
  }

  private static Object raw(Object value, String origin) {
    if (value instanceof List<?> list) {
      return list.stream().map(each -> new SettingsValue(raw(each, origin), origin)).toList();
    }
    return value instanceof Number || value instanceof Boolean || value instanceof SettingsNode
        ? value
        : value.toString();
  }

  @Override
  public Components components() {
    return outer.components();
  }

  @Override
  public int vocabularySize() {
    return outer.vocabularySize();
  }

  @Override
  public int maxLength() {
    return outer.maxLength();
  }

  @Override
  public NDManager manager() {
    return outer.manager();
  }

  @Override
  public Precision precision() {
    return outer.precision();
  }

  @Override
  public long seed() {
    return outer.seed();
  }
}
