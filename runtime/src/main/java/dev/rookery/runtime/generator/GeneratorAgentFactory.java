package dev.rookery.runtime.generator;

import ai.djl.ndarray.NDManager;
import dev.rookery.api.Components;
import dev.rookery.api.UserException;
import dev.rookery.api.dialogue.Agent;
import dev.rookery.api.dialogue.AgentContext;
import dev.rookery.api.dialogue.AgentFactory;
import dev.rookery.api.dialogue.Teacher;
import dev.rookery.api.model.GeneratorModel;
import dev.rookery.api.model.GeneratorModelFactory;
import dev.rookery.api.model.ModelContext;
import dev.rookery.api.nn.Precision;
import dev.rookery.api.settings.ComponentRef;
import dev.rookery.api.settings.Problems;
import dev.rookery.api.settings.Setting;
import dev.rookery.api.settings.Settings;
import dev.rookery.api.settings.SettingsException;
import dev.rookery.api.settings.SettingsNode;
import dev.rookery.api.settings.SettingsSpec;
import dev.rookery.api.settings.SettingsValue;
import dev.rookery.api.text.Dictionary;
import dev.rookery.api.text.TokenizerFactory;
import dev.rookery.runtime.config.ModelNames;
import dev.rookery.runtime.generator.embedding.EmbeddingSettings;
import dev.rookery.runtime.learning.checkpoint.Checkpoint;
import dev.rookery.runtime.text.Dictionaries;
import dev.rookery.runtime.text.DictionarySettings;
import dev.rookery.runtime.text.VocabularyDictionary;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The component {@code generator}. */
public final class GeneratorAgentFactory implements AgentFactory {

  private static final Logger LOG = LoggerFactory.getLogger(GeneratorAgentFactory.class);
  private static final int MAX_REPLY_LENGTH_BY_DEFAULT = 256;

  static final Setting<ComponentRef> MODEL =
      Setting.component("model")
          .optional()
          .describedAs("the encoder-decoder that writes; must be given");
  static final Setting<SettingsNode> MODEL_OPTIONS =
      Setting.section("model-options").describedAs("settings of the model");
  static final Setting<SettingsNode> DICTIONARY =
      Setting.section("dictionary", DictionarySettings.SPEC).describedAs("how text becomes tokens");
  static final Setting<Integer> MAX_REPLY_LENGTH =
      Setting.integer("max-reply-length")
          .atLeast(1)
          .optional()
          .in("tokens")
          .describedAs("most tokens of a reply; label-truncate, or else 256, if not given");
  static final Setting<Boolean> RANK_CANDIDATES =
      Setting.bool("rank-candidates")
          .alias("rc")
          .defaultsTo(false)
          .describedAs("order the candidates of a message by how likely they are as replies");
  static final Setting<String> PRECISION =
      Setting.choice("precision", Precision.settingNames())
          .defaultsTo(Precision.FLOAT32.settingName())
          .describedAs(
              "float32, or bf16 for matrix products and attention in bfloat16 (of recurrent models,"
                  + " the output layer): faster on processors that have it; weights stay float32");
  static final Setting<Path> INIT_MODEL =
      Setting.path("init-model")
          .alias("im")
          .optional()
          .describedAs(
              "start from the weights of this run or model folder, and from its dictionary unless"
                  + " dictionary.file names another")
          .onlyWhenNew();

  @Override
  public String name() {
    return "generator";
  }

  @Override
  public String description() {
    return "Writes replies token by token with an encoder-decoder model";
  }

  @Override
  public SettingsSpec settings() {
    return SettingsSpec.of(MODEL, MODEL_OPTIONS, DICTIONARY)
        .plus(HistorySettings.SPEC)
        .plus(
            MAX_REPLY_LENGTH,
            RANK_CANDIDATES,
            PRECISION,
            EmbeddingSettings.TYPE,
            EmbeddingSettings.FILE,
            INIT_MODEL);
  }

  @Override
  public Agent create(AgentContext context) {
    Settings settings = context.settings();
    HistorySettings history = HistorySettings.of(settings);
    VocabularyDictionary dictionary = history.prepare(dictionary(context));
    Components.Found<GeneratorModelFactory> found =
        context.components().find(GeneratorModelFactory.class, modelRef(settings));
    Precision precision = Precision.named(settings.get(PRECISION));
    NDManager manager = NDManager.newBaseManager();
    manager.setName("generator agent");
    try {
      GeneratorModel model =
          found
              .factory()
              .create(
                  new NewModel(found.settings(), dictionary, manager, context.seed(), precision));
      checkPrecision(model, precision, found.factory().name());
      start(model, dictionary, context);
      return new GeneratorAgent(
          found.factory().name(),
          model,
          dictionary,
          history,
          context.search(dictionary),
          settings.get(RANK_CANDIDATES),
          maxReplyLength(settings, history),
          context.seed(),
          manager);
    } catch (RuntimeException e) {
      manager.close();
      throw e;
    }
  }

  private static void checkPrecision(GeneratorModel model, Precision asked, String name) {
    Precision used = model.parameters().precision();
    if (used != asked) {
      throw new SettingsException(
          "the model %s computes in %s only; leave agent.precision = %s out"
              .formatted(name, used.settingName(), asked.settingName()));
    }
  }

  /** Weights of a new model that don't start at random. */
  private static void start(GeneratorModel model, Dictionary dictionary, AgentContext context) {
    Settings settings = context.settings();
    if (context.modelFolder().isPresent()) {
      EmbeddingSettings.freezeIfFixed(settings, model.parameters(), model.tokenEmbeddings());
      return;
    }
    settings
        .find(INIT_MODEL)
        .ifPresent(
            path ->
                new InitialWeights(ModelNames.shown(settings, INIT_MODEL), path)
                    .copyInto(model, dictionary));
    EmbeddingSettings.apply(settings, dictionary, model.parameters(), model.tokenEmbeddings())
        .ifPresent(coverage -> LOG.info("{}", coverage));
  }

  private static int maxReplyLength(Settings settings, HistorySettings history) {
    return settings
        .find(MAX_REPLY_LENGTH)
        .orElse(
            history.labelTruncate() > 0 ? history.labelTruncate() : MAX_REPLY_LENGTH_BY_DEFAULT);
  }

  private static VocabularyDictionary dictionary(AgentContext context) {
    Problems problems = new Problems();
    DictionarySettings settings =
        DictionarySettings.of(
            DictionarySettings.SPEC.read(context.settings().get(DICTIONARY), problems));
    problems.throwIfAny();
    Dictionaries dictionaries =
        new Dictionaries(ref -> context.components().find(TokenizerFactory.class, ref).factory());
    Optional<Path> folder = context.modelFolder();
    if (folder.isEmpty() && settings.file() == null) {
      folder = context.settings().find(INIT_MODEL).map(path -> Checkpoint.open(path).folder());
    }
    if (folder.isPresent()) {
      return dictionaries.load(settings, folder.get().resolve(GeneratorAgent.DICTIONARY_FILE));
    }
    return dictionaries.obtain(settings, () -> trainingData(context));
  }

  private static Teacher trainingData(AgentContext context) {
    return context
        .trainingData()
        .orElseThrow(
            () ->
                new UserException(
                    "there is nothing to build a dictionary from: name a task with -t, or a trained"
                        + " agent with -mf"))
        .get();
  }

  /** The model by name, with its settings from beside the name and from {@code model-options}. */
  private static ComponentRef modelRef(Settings settings) {
    ComponentRef model =
        settings
            .find(MODEL)
            .orElseThrow(
                () ->
                    new SettingsException(
                        "agent.model is missing: name the model that the generator agent uses, such"
                            + " as agent.model = example-tga (or -m example-tga)"));
    SettingsNode apart = settings.get(MODEL_OPTIONS);
    Map<String, SettingsValue> options = new LinkedHashMap<>(model.options().values());
    options.putAll(apart.values());
    return new ComponentRef(model.name(), model.origin(), new SettingsNode(apart.path(), options));
  }

  private record NewModel(
      Settings settings, Dictionary dictionary, NDManager manager, long seed, Precision precision)
      implements ModelContext {}
}
