package dev.rookery.runtime.config;

import dev.rookery.api.policy.PolicyModelFactory;
import dev.rookery.api.policy.PretrainedPolicy;
import dev.rookery.api.settings.SettingsNode;
import dev.rookery.api.settings.SettingsValue;
import dev.rookery.runtime.catalog.ComponentCatalog;
import dev.rookery.runtime.catalog.ComponentKind;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What a policy's plugin says of the vocabulary and the weights that it brings, as settings of the
 * agent. They are written into the run's experiment, so that a trained agent needs them no more.
 */
final class BroughtSettings {

  private static final String AGENT = "agent";

  private BroughtSettings() {}

  /** Adds them where the experiment doesn't say and starts from no other policy. */
  static SettingsNode fill(SettingsNode tree, ComponentCatalog catalog) {
    SettingsNode agent = SettingsTree.section(tree, AGENT);
    if (!text(agent, "name").equals("policy")
        || agent.values().containsKey("init-model")
        || text(agent, "pretrained").matches("false|no|off")) {
      return tree;
    }
    Optional<PolicyModelFactory> policy =
        catalog.lookUp(
            ComponentKind.POLICY,
            agent.values().containsKey("policy")
                ? componentName(agent.values().get("policy").raw())
                : "");
    Optional<PretrainedPolicy> brought = policy.flatMap(PolicyModelFactory::pretrained);
    if (brought.isEmpty()) {
      return tree;
    }
    SettingsNode result = tree;
    String origin = "policy " + policy.get().name();
    for (Map.Entry<String, Object> each : settings(brought.get(), agent).entrySet()) {
      if (!agent.values().containsKey(each.getKey())) {
        result =
            SettingsTree.with(
                result, AGENT + "." + each.getKey(), new SettingsValue(each.getValue(), origin));
      }
    }
    return result;
  }

  private static Map<String, Object> settings(PretrainedPolicy brought, SettingsNode agent) {
    Map<String, Object> settings = new LinkedHashMap<>();
    brought.tokenizer().ifPresent(name -> settings.put("tokenizer", name));
    brought.maxLength().ifPresent(tokens -> settings.put("max-length", tokens));
    if (!agent.values().containsKey("vocabulary")) {
      settings.put("start-token", brought.startToken());
      settings.put("end-token", brought.endToken());
    }
    return settings;
  }

  private static String componentName(Object written) {
    return written instanceof SettingsNode component ? text(component, "name") : written.toString();
  }

  private static String text(SettingsNode section, String key) {
    SettingsValue value = section.values().get(key);
    return value == null ? "" : value.raw().toString();
  }
}
