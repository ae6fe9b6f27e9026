package dev.rookery.runtime.policy;

import ai.djl.ndarray.NDManager;
import com.fasterxml.jackson.databind.JsonNode;
import dev.rookery.api.policy.PolicyModel;
import dev.rookery.api.policy.PolicyModelFactory;
import dev.rookery.registry.PluginRegistry;
import dev.rookery.runtime.catalog.ComponentCatalog;
import dev.rookery.runtime.catalog.ComponentKind;
import dev.rookery.runtime.importing.acegen.AceGenWeights;
import dev.rookery.runtime.text.ParityFolder;
import dev.rookery.testkit.TestingPolicyContext;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Networks of AceGen's reference data, made by our plugins with its weights. */
public final class AceGenModel {

  private static final ComponentCatalog CATALOG =
      ComponentCatalog.of(PluginRegistry.load(List.of(), AceGenModel.class.getClassLoader()));

  private static final Map<String, String> NAMES =
      Map.of("critic_value_per_action", "value-per-action");

  private AceGenModel() {}

  /** What {@code models.json} says of the network of a checkpoint. */
  public static JsonNode described(String checkpoint) {
    for (JsonNode model : ParityFolder.json("acegen/models.json")) {
      if (model.get("checkpoint").asText().equals(checkpoint)) {
        return model;
      }
    }
    throw new AssertionError("models.json says nothing of " + checkpoint);
  }

  /**
   * A network with the weights of a checkpoint.
   *
   * @param factory AceGen's, such as {@code create_gru_actor}
   * @param options its arguments
   */
  public static PolicyModel make(
      String factory, JsonNode options, String checkpoint, int maxLength, NDManager manager) {
    String[] words = factory.split("_");
    PolicyModelFactory ours = CATALOG.lookUp(ComponentKind.POLICY, words[1]).orElseThrow();
    Map<String, Object> settings = new LinkedHashMap<>();
    options
        .properties()
        .forEach(
            option -> {
              if (!option.getKey().equals("vocabulary_size")
                  && !option.getKey().equals("layer_norm")) {
                settings.put(
                    NAMES.getOrDefault(option.getKey(), option.getKey().replace('_', '-')),
                    option.getValue().isBoolean()
                        ? (Object) option.getValue().asBoolean()
                        : (Object) option.getValue().asInt());
              }
            });
    TestingPolicyContext context =
        TestingPolicyContext.of(
            ours, settings, options.get("vocabulary_size").asInt(), maxLength, manager);
    boolean shared = factory.endsWith("actor_critic");
    PolicyModel model =
        shared
            ? ours.actorCritic(context)
            : factory.endsWith("critic") ? ours.critic(context) : ours.actor(context);
    AceGenWeights.copy(
        ParityFolder.file("acegen/" + checkpoint),
        model.parameters(),
        name -> !shared || !name.startsWith("critic"));
    return model;
  }

  /** Loads the value head of a shared network. */
  public static void addValues(PolicyModel model, String checkpoint) {
    AceGenWeights.copy(
        ParityFolder.file("acegen/" + checkpoint),
        model.parameters(),
        name -> !name.startsWith("actor"));
  }
}
