package dev.rookery.runtime.policy;

import dev.rookery.api.settings.Setting;
import dev.rookery.runtime.config.SavedExperiment;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How a policy that starts from a trained one differs from it, by the settings of both. */
final class PolicyDifferences {

  private PolicyDifferences() {}

  /**
   * Compares.
   *
   * @param checkpoint the folder of the trained policy's checkpoint
   * @param networks of the policy that starts
   * @return a sentence for users; empty if the settings don't tell
   */
  static Optional<String> told(Path checkpoint, PolicyNetworks networks) {
    List<String> differences = between(checkpoint, networks);
    return differences.isEmpty()
        ? Optional.empty()
        : Optional.of(
            String.join("; ", differences) + ". Leave out what differs, or train a new policy");
  }

  private static List<String> between(Path checkpoint, PolicyNetworks networks) {
    Map<String, String> before = SavedExperiment.agentOf(checkpoint);
    @Nullable String network = before.getOrDefault("policy.name", before.get("policy"));
    List<String> differences = new ArrayList<>();
    tell("agent.policy", networks.factory().name(), network, differences);
    for (Setting<?> setting : networks.settings().spec().settings()) {
      tell(
          "agent.policy-options." + setting.name(),
          networks.settings().find(setting).map(String::valueOf).orElse("not given"),
          before.get("policy-options." + setting.name()),
          differences);
    }
    tell(
        "agent.vocabulary (number of tokens)",
        String.valueOf(networks.vocabularySize()),
        String.valueOf(VocabularyFile.size(checkpoint.resolve(VocabularyFile.NAME))),
        differences);
    return differences;
  }

  private static boolean areOneNumber(String one, String two) {
    try {
      return Double.parseDouble(one) == Double.parseDouble(two);
    } catch (NumberFormatException e) {
      return false;
    }
  }

  private static void tell(
      String name, String here, @Nullable String before, List<String> differences) {
    if (before != null && !here.equals(before) && !areOneNumber(here, before)) {
      differences.add(name + " is " + here + " here and " + before + " there");
    }
  }
}
