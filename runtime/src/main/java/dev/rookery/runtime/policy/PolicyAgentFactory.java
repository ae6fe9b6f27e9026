package dev.rookery.runtime.policy;

import ai.djl.ndarray.NDManager;
import dev.rookery.api.Components;
import dev.rookery.api.dialogue.Agent;
import dev.rookery.api.dialogue.AgentContext;
import dev.rookery.api.dialogue.AgentFactory;
import dev.rookery.api.nn.Precision;
import dev.rookery.api.policy.PolicyModel;
import dev.rookery.api.policy.PolicyModelFactory;
import dev.rookery.api.policy.Vocabulary;
import dev.rookery.api.settings.ComponentRef;
import dev.rookery.api.settings.Setting;
import dev.rookery.api.settings.Settings;
import dev.rookery.api.settings.SettingsException;
import dev.rookery.api.settings.SettingsNode;
import dev.rookery.api.settings.SettingsSpec;
import dev.rookery.api.settings.SettingsValue;
import dev.rookery.api.text.Tokenizer;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The component {@code policy}. */
public final class PolicyAgentFactory implements AgentFactory {

  static final Setting<ComponentRef> POLICY =
      Setting.component("policy")
          .optional()
          .describedAs("the network that writes, such as gru; must be given");
  static final Setting<SettingsNode> POLICY_OPTIONS =
      Setting.section("policy-options").describedAs("settings of the network");
  static final Setting<ComponentRef> TOKENIZER =
      Setting.component("tokenizer")
          .defaultsTo(ComponentRef.of("smiles"))
          .describedAs("cuts sequences into tokens");
  static final Setting<Path> VOCABULARY =
      Setting.path("vocabulary")
          .optional()
          .describedAs(
              "a file with one token a line, in the order of their ids; if not given, that of the"
                  + " network, or the tokens of the training data")
          .onlyWhenNew();
  static final Setting<String> START_TOKEN =
      Setting.text("start-token")
          .defaultsTo(Vocabulary.START)
          .describedAs("the token that every sequence begins with");
  static final Setting<String> END_TOKEN =
      Setting.text("end-token")
          .defaultsTo(Vocabulary.END)
          .describedAs("the token that ends a sequence");
  static final Setting<Integer> MAX_LENGTH =
      Setting.integer("max-length")
          .atLeast(2)
          .defaultsTo(200)
          .in("tokens")
          .describedAs("most tokens of a sequence, start token included");
  static final Setting<Boolean> SHARED_CRITIC =
      Setting.bool("shared-critic")
          .defaultsTo(false)
          .describedAs(
              "let the network also be the critic of a2c and ppo, with a layer of its own");
  static final Setting<Boolean> LEARN_AFTER_END =
      Setting.bool("learn-after-end")
          .defaultsTo(false)
          .describedAs(
              "also learn to write token 0 after the end token, and cut sequences that are too"
                  + " long, as AceGen's pretraining does");
  static final Setting<String> PRECISION =
      Setting.choice("precision", Precision.settingNames())
          .defaultsTo(Precision.FLOAT32.settingName())
          .describedAs(
              "float32, or bf16 for matrix products in bfloat16, faster on processors that have it;"
                  + " weights stay float32");
  static final Setting<Boolean> PRETRAINED =
      Setting.bool("pretrained")
          .defaultsTo(true)
          .describedAs(
              "begin with the vocabulary, tokenizer and weights that the network brings, if it"
                  + " brings any; false for random weights and the tokens of the training data")
          .onlyWhenNew();
  static final Setting<Path> INIT_MODEL =
      Setting.path("init-model")
          .alias("im")
          .optional()
          .describedAs(
              "start from the weights and the vocabulary of this run or model folder: the prior of"
                  + " a reinforcement learning")
          .onlyWhenNew();

  @Override
  public String name() {
    return "policy";
  }

  @Override
  public String description() {
    return "Writes sequences token by token, such as molecules, and learns from scores";
  }

  @Override
  public SettingsSpec settings() {
    return SettingsSpec.of(
        POLICY,
        POLICY_OPTIONS,
        TOKENIZER,
        VOCABULARY,
        START_TOKEN,
        END_TOKEN,
        MAX_LENGTH,
        SHARED_CRITIC,
        LEARN_AFTER_END,
        PRECISION,
        PRETRAINED,
        INIT_MODEL);
  }

  @Override
  public Agent create(AgentContext context) {
    Settings settings = context.settings();
    Optional<Path> saved = PolicyBeginning.saved(context); // says what is wrong with the folder
    Components.Found<PolicyModelFactory> found =
        context.components().find(PolicyModelFactory.class, policy(settings));
    PolicyBeginning beginning = PolicyBeginning.of(context, saved, found.factory());
    Tokenizer tokenizer = beginning.tokenizer();
    Vocabulary vocabulary = beginning.vocabulary(tokenizer);
    int maxLength = settings.get(MAX_LENGTH);
    PolicyNetworks networks =
        new PolicyNetworks(
            found.factory(),
            found.settings(),
            context.components(),
            vocabulary.size(),
            maxLength,
            Precision.named(settings.get(PRECISION)),
            context.seed());
    NDManager manager = NDManager.newBaseManager();
    manager.setName("policy agent");
    try {
      PolicyModel actor =
          settings.get(SHARED_CRITIC) ? networks.actorCritic(manager) : networks.actor(manager);
      PolicyAgent agent =
          new PolicyAgent(
              networks,
              actor,
              new SequenceCodec(tokenizer, vocabulary, maxLength),
              manager,
              settings.get(LEARN_AFTER_END),
              context.seed());
      beginning.copyWeights(actor, networks, vocabulary);
      return agent;
    } catch (RuntimeException e) {
      manager.close();
      throw e;
    }
  }

  private static ComponentRef policy(Settings settings) {
    ComponentRef policy =
        settings
            .find(POLICY)
            .orElseThrow(
                () ->
                    new SettingsException(
                        "agent.policy is missing: name the network, such as agent.policy = gru"));
    SettingsNode apart = settings.get(POLICY_OPTIONS);
    Map<String, SettingsValue> options = new LinkedHashMap<>(policy.options().values());
    options.putAll(apart.values());
    return new ComponentRef(
        policy.name(), policy.origin(), new SettingsNode(apart.path(), options));
  }
}
