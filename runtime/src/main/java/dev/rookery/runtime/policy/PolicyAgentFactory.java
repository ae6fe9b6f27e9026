package dev.rookery.runtime.policy;

import ai.djl.ndarray.NDManager;
import dev.rookery.api.Components;
import dev.rookery.api.UserException;
import dev.rookery.api.dialogue.Agent;
import dev.rookery.api.dialogue.AgentContext;
import dev.rookery.api.dialogue.AgentFactory;
import dev.rookery.api.dialogue.Episode;
import dev.rookery.api.dialogue.EpisodeCursor;
import dev.rookery.api.dialogue.Message;
import dev.rookery.api.dialogue.Teacher;
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
import dev.rookery.api.text.TokenizerFactory;
import dev.rookery.runtime.learning.checkpoint.Checkpoint;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

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
              "a file with one token a line, in the order of their ids; if not given, the tokens of"
                  + " the training data")
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
  static final Setting<String> PRECISION =
      Setting.choice("precision", Precision.settingNames())
          .defaultsTo(Precision.FLOAT32.settingName())
          .describedAs(
              "float32, or bf16 for matrix products in bfloat16, faster on processors that have it;"
                  + " weights stay float32");
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
        PRECISION,
        INIT_MODEL);
  }

  @Override
  public Agent create(AgentContext context) {
    Settings settings = context.settings();
    Optional<Path> saved = saved(context); // first, as it says what is wrong with the folder
    Components.Found<PolicyModelFactory> found =
        context.components().find(PolicyModelFactory.class, policy(settings));
    Tokenizer tokenizer = tokenizer(context, saved);
    Vocabulary vocabulary = vocabulary(context, saved, tokenizer);
    int maxLength = settings.get(MAX_LENGTH);
    PolicyNetworks networks =
        new PolicyNetworks(
            found.factory(),
            found.settings(),
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
              context.seed());
      agent.environment().with(actor);
      if (context.modelFolder().isEmpty()) {
        saved.ifPresent(folder -> InitialPolicy.copy(folder, actor.parameters(), vocabulary));
      }
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

  private static Tokenizer tokenizer(AgentContext context, Optional<Path> saved) {
    Components.Found<TokenizerFactory> found =
        context.components().find(TokenizerFactory.class, context.settings().get(TOKENIZER));
    return saved
        .map(folder -> found.factory().load(found.settings(), folder.resolve(VocabularyFile.NAME)))
        .orElseGet(() -> found.factory().create(found.settings()));
  }

  /** The checkpoint of the trained policy that is loaded or, if none is, started from. */
  private static Optional<Path> saved(AgentContext context) {
    return context
        .modelFolder()
        .or(() -> context.settings().find(INIT_MODEL).map(path -> Checkpoint.open(path).folder()));
  }

  private static Vocabulary vocabulary(
      AgentContext context, Optional<Path> saved, Tokenizer tokenizer) {
    Settings settings = context.settings();
    String start = settings.get(START_TOKEN);
    String end = settings.get(END_TOKEN);
    Optional<Path> own = saved.map(folder -> folder.resolve(VocabularyFile.NAME));
    Optional<Path> file =
        context.modelFolder().isPresent() ? own : settings.find(VOCABULARY).or(() -> own);
    return file.map(path -> VocabularyFile.read(path, start, end))
        .orElseGet(() -> VocabularyFile.ofTokens(tokens(context, tokenizer), start, end));
  }

  private static Set<String> tokens(AgentContext context, Tokenizer tokenizer) {
    Set<String> tokens = new TreeSet<>();
    try (Teacher teacher =
            context
                .trainingData()
                .orElseThrow(
                    () ->
                        new UserException(
                            "there is nothing to take a vocabulary from: name a task with -t, a"
                                + " file with agent.vocabulary, or a trained policy with"
                                + " --init-model"))
                .get();
        EpisodeCursor episodes = teacher.open()) {
      for (Optional<Episode> next = episodes.next(); next.isPresent(); next = episodes.next()) {
        for (Message turn : next.get().turns()) {
          turn.anyLabels().forEach(label -> tokens.addAll(tokenizer.tokenize(label)));
        }
      }
    }
    return tokens;
  }
}
