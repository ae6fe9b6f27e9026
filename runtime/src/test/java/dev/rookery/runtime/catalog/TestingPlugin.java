package dev.rookery.runtime.catalog;

import dev.rookery.api.ComponentType;
import dev.rookery.api.Plugin;
import dev.rookery.api.dialogue.Agent;
import dev.rookery.api.dialogue.AgentContext;
import dev.rookery.api.dialogue.AgentFactory;
import dev.rookery.api.dialogue.Mutator;
import dev.rookery.api.dialogue.MutatorFactory;
import dev.rookery.api.dialogue.Teacher;
import dev.rookery.api.dialogue.TeacherContext;
import dev.rookery.api.dialogue.TeacherFactory;
import dev.rookery.api.learning.Learner;
import dev.rookery.api.learning.LearnerContext;
import dev.rookery.api.learning.LearnerFactory;
import dev.rookery.api.learning.LrScheduler;
import dev.rookery.api.learning.LrSchedulerFactory;
import dev.rookery.api.learning.Optimizer;
import dev.rookery.api.learning.OptimizerFactory;
import dev.rookery.api.learning.Tracker;
import dev.rookery.api.learning.TrackerFactory;
import dev.rookery.api.model.GeneratorModel;
import dev.rookery.api.model.GeneratorModelFactory;
import dev.rookery.api.model.ModelContext;
import dev.rookery.api.model.Search;
import dev.rookery.api.model.SearchContext;
import dev.rookery.api.model.SearchFactory;
import dev.rookery.api.nn.Parameters;
import dev.rookery.api.settings.ComponentRef;
import dev.rookery.api.settings.Setting;
import dev.rookery.api.settings.Settings;
import dev.rookery.api.settings.SettingsSpec;
import dev.rookery.api.text.Tokenizer;
import dev.rookery.api.text.TokenizerFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Factories with settings like those of the real components; they can be named but not made. */
public final class TestingPlugin implements Plugin {

  public static final SettingsSpec DICTIONARY =
      SettingsSpec.of(
          Setting.component("tokenizer").defaultsTo(ComponentRef.of("re")).alias("tok"),
          Setting.integer("min-frequency").atLeast(0).defaultsTo(0).alias("dictminfreq"));

  /** An agent that has a model and a dictionary. */
  public record Talker(String name) implements AgentFactory {
    @Override
    public String description() {
      return "Answers with a model.";
    }

    @Override
    public SettingsSpec settings() {
      return SettingsSpec.of(
          Setting.component("model").optional(),
          Setting.section("model-options"),
          Setting.section("dictionary", DICTIONARY),
          Setting.integer("truncate").atLeast(-1).defaultsTo(-1).alias("tr").in("tokens"),
          Setting.bool("person-tokens").defaultsTo(false).alias("pt"),
          Setting.text("delimiter").defaultsTo("\n"));
    }

    @Override
    public Agent create(AgentContext context) {
      throw new UnsupportedOperationException();
    }
  }

  /** A model. */
  public record ModelOfName(String name) implements GeneratorModelFactory {
    @Override
    public String description() {
      return "A model.";
    }

    @Override
    public SettingsSpec settings() {
      return SettingsSpec.of(
          Setting.integer("hidden-size").atLeast(1).defaultsTo(1024).alias("hs"),
          Setting.decimal("dropout").within(0, 1).defaultsTo(0.0));
    }

    @Override
    public GeneratorModel create(ModelContext context) {
      throw new UnsupportedOperationException();
    }
  }

  private record Tokens(String name, String description) implements TokenizerFactory {
    @Override
    public Tokenizer create(Settings settings) {
      throw new UnsupportedOperationException();
    }
  }

  private record Task(String name, String description, SettingsSpec settings)
      implements TeacherFactory {
    @Override
    public Teacher create(TeacherContext context) {
      throw new UnsupportedOperationException();
    }
  }

  private record Change(String name, String description) implements MutatorFactory {
    @Override
    public Mutator create(Settings settings) {
      throw new UnsupportedOperationException();
    }
  }

  private record Choice(String name, String description, SettingsSpec settings)
      implements SearchFactory {
    @Override
    public Search create(SearchContext context) {
      throw new UnsupportedOperationException();
    }
  }

  private record Training(String name, String description, SettingsSpec settings)
      implements LearnerFactory {
    @Override
    public Learner create(LearnerContext context) {
      throw new UnsupportedOperationException();
    }
  }

  private record Steps(String name, String description, SettingsSpec settings)
      implements OptimizerFactory {
    @Override
    public Optimizer create(Settings settings, Parameters parameters) {
      throw new UnsupportedOperationException();
    }
  }

  private record Rates(String name, String description, SettingsSpec settings)
      implements LrSchedulerFactory {
    @Override
    public LrScheduler create(Settings settings, double learningRate) {
      throw new UnsupportedOperationException();
    }
  }

  private record Figures(String name, String description, SettingsSpec settings)
      implements TrackerFactory {
    @Override
    public Tracker create(Settings settings, Path runFolder) {
      throw new UnsupportedOperationException();
    }
  }

  @Override
  public List<AgentFactory> agents() {
    return List.of(new Talker("generator"), new Talker("parrot"));
  }

  @Override
  public List<GeneratorModelFactory> generatorModels() {
    return List.of(new ModelOfName("example-tga"), new ModelOfName("seq2seq"));
  }

  @Override
  public List<TeacherFactory> teachers() {
    return List.of(
        new Task(
            "convai2", "Small talk.", SettingsSpec.of(Setting.bool("revised").defaultsTo(false))),
        new Task(
            "fbdialog", "A file.", SettingsSpec.of(Setting.path("path").alias("fbdialog-file"))));
  }

  @Override
  public List<MutatorFactory> mutators() {
    return List.of(new Change("flatten", "One turn."), new Change("word-shuffle", "Shuffles."));
  }

  @Override
  public List<TokenizerFactory> tokenizers() {
    return List.of(new Tokens("re", "Words."), new Tokens("space", "By spaces."));
  }

  @Override
  public List<SearchFactory> searches() {
    return List.of(
        new Choice("greedy", "The most probable.", SettingsSpec.none()),
        new Choice(
            "beam",
            "Several at once.",
            SettingsSpec.of(
                Setting.integer("beam-size").atLeast(1).defaultsTo(4),
                Setting.decimal("length-penalty").within(0, 2).defaultsTo(0.65))));
  }

  @Override
  public List<LearnerFactory> learners() {
    return List.of(
        new Training(
            "supervised",
            "From labels.",
            SettingsSpec.of(
                Setting.component("optimizer").defaultsTo(ComponentRef.of("sgd")).alias("opt"),
                Setting.component("lr-scheduler").optional(),
                Setting.decimal("learning-rate").above(0).defaultsTo(1.0).alias("lr"),
                Setting.decimal("gradient-clip").atLeast(0).defaultsTo(0.1).alias("clip"),
                Setting.decimal("epochs").atLeast(0).defaultsTo(0.0).alias("eps"),
                Setting.duration("save-every").defaultsTo(Duration.ofSeconds(90)),
                Setting.integer("batch-size").atLeast(1).defaultsTo(1).alias("bs", "batchsize"))));
  }

  @Override
  public List<OptimizerFactory> optimizers() {
    return List.of(
        new Steps("sgd", "Plain.", SettingsSpec.of(Setting.decimal("momentum").defaultsTo(0.0))),
        new Steps(
            "adam",
            "Adaptive.",
            SettingsSpec.of(
                Setting.decimal("beta1").within(0, 1).defaultsTo(0.9),
                Setting.decimal("eps").defaultsTo(1e-8))));
  }

  @Override
  public List<LrSchedulerFactory> lrSchedulers() {
    return List.of(
        new Rates(
            "cosine", "Half a wave.", SettingsSpec.of(Setting.integer("max-steps").atLeast(1))));
  }

  @Override
  public List<TrackerFactory> trackers() {
    return List.of(
        new Figures("jsonl", "Lines.", SettingsSpec.none()),
        new Figures(
            "tensorboard", "Event files.", SettingsSpec.of(Setting.text("prefix").defaultsTo(""))));
  }

  public static ComponentCatalog catalog() {
    return new ComponentCatalog(
        List.of(ComponentSource.of("testing 1.0", new TestingPlugin())),
        List.of(),
        (type, name) ->
            type == ComponentType.TOKENIZER && name.equals("com.acme.UnlistedFactory")
                ? Optional.of(new Tokens("unlisted", "Found by its class."))
                : Optional.empty());
  }
}
