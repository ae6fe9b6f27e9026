package dev.rookery.runtime.config;

import dev.rookery.api.dialogue.DataType;
import dev.rookery.api.settings.ComponentRef;
import dev.rookery.api.settings.Setting;
import dev.rookery.api.settings.SettingsNode;
import dev.rookery.api.settings.SettingsSpec;
import dev.rookery.runtime.metrics.MetricSelection;
import dev.rookery.runtime.metrics.TaskAggregation;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The sections of an experiment, with those of their settings that are the experiment's own; the
 * components that it names bring the others.
 */
public final class Sections {

  public static final Setting<String> TASK_NAME =
      Setting.text("name")
          .describedAs(
              "the task, or several joined by commas; variants, and settings of one task alone"
                  + " (path=a.txt), follow after colons");
  public static final Setting<List<ComponentRef>> MUTATORS =
      Setting.componentList("mutators")
          .defaultsTo(List.of())
          .alias("mut")
          .describedAs("changes to the messages of the task, in this order");
  public static final Setting<String> DATATYPE =
      Setting.text("datatype")
          .defaultsTo("train")
          .checked("must be one of ParlAI's datatypes, such as train:stream", Sections::isDataType)
          .alias("dt")
          .describedAs("how training uses the task's data");
  public static final Setting<List<Double>> WEIGHTS =
      Setting.decimalList("multitask-weights")
          .defaultsTo(List.of())
          .alias("mtw")
          .describedAs("how often each of several tasks is drawn; all alike if empty");
  public static final SettingsSpec TASK = SettingsSpec.of(TASK_NAME, MUTATORS, DATATYPE, WEIGHTS);

  public static final Setting<String> AGENT_NAME = Setting.text("name").describedAs("the agent");
  public static final SettingsSpec AGENT = SettingsSpec.of(AGENT_NAME);

  public static final Setting<String> SEARCH =
      Setting.text("search")
          .defaultsTo("greedy")
          .alias("inference")
          .describedAs("how the next token is chosen");
  public static final SettingsSpec DECODE = SettingsSpec.of(SEARCH);

  public static final Setting<String> LEARNER_NAME =
      Setting.text("name").defaultsTo("supervised").describedAs("the training loop");
  public static final SettingsSpec LEARNER = SettingsSpec.of(LEARNER_NAME);

  public static final Setting<Integer> EVAL_BATCH_SIZE =
      Setting.integer("batch-size")
          .atLeast(1)
          .defaultsTo(32)
          .in("examples")
          .alias("bs", "ebs", "eval-batchsize", "batchsize")
          .describedAs("how many dialogues are evaluated at once");
  public static final Setting<Integer> EVAL_BATCHES_AT_ONCE =
      Setting.integer("batches-at-once")
          .atLeast(0)
          .defaultsTo(0)
          .in("batches")
          .describedAs(
              "how many batches are answered at once, each with its share of run.threads, if the"
                  + " agent can; 0 takes one for each thread, at most 4");
  public static final Setting<Integer> EVAL_EXAMPLES =
      Setting.integer("num-examples")
          .atLeast(-1)
          .defaultsTo(0)
          .in("examples")
          .alias("ne")
          .describedAs("evaluation stops after so many; 0 (or -1) takes all");
  public static final Setting<Boolean> SKIP_GENERATION =
      Setting.bool("skip-generation")
          .defaultsTo(false)
          .describedAs("write no replies, only measure the labels (loss, ppl, token_acc); faster");
  public static final Setting<Boolean> PPL_WORDS =
      Setting.bool("ppl-words")
          .defaultsTo(false)
          .describedAs(
              "\"rookery eval\" measures perplexity by the word too, so that agents with different"
                  + " tokenizers compare");
  public static final Setting<Path> PPL_WORDS_DICTIONARY =
      Setting.path("ppl-words-dictionary")
          .optional()
          .describedAs(
              "the words that count, a file of \"rookery build-dict\"; if not given, those of the"
                  + " task's training data");
  public static final Setting<String> PPL_WORDS_TOKENIZER =
      Setting.choice("ppl-words-tokenizer", "split", "re", "space")
          .defaultsTo("split")
          .describedAs("how labels are cut into the words that count");
  public static final Setting<Boolean> PPL_WORDS_LOWER =
      Setting.bool("ppl-words-lower")
          .defaultsTo(false)
          .describedAs("lower-case the words that count");
  public static final SettingsSpec EVAL =
      SettingsSpec.of(
          EVAL_BATCH_SIZE,
          EVAL_BATCHES_AT_ONCE,
          EVAL_EXAMPLES,
          MetricSelection.SETTING,
          SKIP_GENERATION,
          TaskAggregation.SETTING,
          PPL_WORDS,
          PPL_WORDS_DICTIONARY,
          PPL_WORDS_TOKENIZER,
          PPL_WORDS_LOWER);

  public static final Setting<List<ComponentRef>> TRACKERS =
      Setting.componentList("trackers")
          .defaultsTo(List.of(ComponentRef.of("jsonl"), ComponentRef.of("tensorboard")))
          .describedAs("where the figures of a run are written as they come");

  public static final Setting<Path> DATA_PATH =
      Setting.path("path")
          .defaultsTo(Path.of("data"))
          .alias("dp", "datapath")
          .describedAs("the folder of data sets; what is missing there is downloaded to it");
  public static final SettingsSpec DATA = SettingsSpec.of(DATA_PATH);

  public static final Setting<Long> SEED =
      Setting.longInteger("seed")
          .atLeast(0)
          .defaultsTo(42L)
          .describedAs("everything random derives from it");
  public static final Setting<List<String>> SEEDS =
      Setting.textList("seeds")
          .optional()
          .checked("must name at least one seed", seeds -> !seeds.isEmpty())
          .checked("must be whole numbers of at least 0", Sections::areSeeds)
          .checked(
              "must not name a seed twice",
              seeds -> seeds.stream().map(Long::valueOf).distinct().count() == seeds.size())
          .describedAs(
              "train once with each of these seeds, one after the other, into seed-1, seed-2, … of"
                  + " the run's folder; instead of seed");
  public static final Setting<Integer> THREADS =
      Setting.integer("threads")
          .atLeast(0)
          .defaultsTo(0)
          .in("threads")
          .describedAs("processor threads for tensors; 0 takes one for each core");
  public static final SettingsSpec RUN = SettingsSpec.of(SEED, SEEDS, THREADS);

  public static final Setting<List<String>> PLUGIN_PATH =
      Setting.textList("path")
          .defaultsTo(List.of())
          .describedAs("folders with plugins, beside those that come with Rookery");
  public static final SettingsSpec PLUGINS = SettingsSpec.of(PLUGIN_PATH);

  public static final Setting<List<String>> ZOO_INDEX =
      Setting.textList("index")
          .defaultsTo(List.of())
          .describedAs(
              "folders or addresses of zoos in which models named zoo:NAME are looked up, before"
                  + " those of $ROOKERY_ZOO and Rookery's own");
  public static final SettingsSpec ZOO = SettingsSpec.of(ZOO_INDEX);

  /** What may stand at the top of an experiment. */
  static final SettingsSpec ROOT =
      SettingsSpec.of(
          section("task", "what is learned and talked about"),
          section("agent", "who learns and talks"),
          section("decode", "how an agent chooses its words"),
          section("learner", "how the agent is trained"),
          Setting.section("eval", EVAL)
              .describedAs(
                  "how the agent is evaluated; validations use its metrics and aggregate-micro"),
          TRACKERS,
          Setting.section("data", DATA).describedAs("where data sets are"),
          Setting.section("run", RUN).describedAs("what holds for the whole run"),
          Setting.section("plugins", PLUGINS).describedAs("where plugins are"),
          Setting.section("zoo", ZOO).describedAs("where models are"));

  private Sections() {}

  private static Setting<SettingsNode> section(String name, String description) {
    return Setting.section(name).describedAs(description);
  }

  private static boolean areSeeds(List<String> texts) {
    return texts.stream().allMatch(text -> text.matches("\\d{1,18}"));
  }

  private static boolean isDataType(String text) {
    try {
      return DataType.parse(text).split() == DataType.Split.TRAIN;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /** The sections by name, with the settings that are the experiment's own, for help and docs. */
  public static Map<String, SettingsSpec> all() {
    Map<String, SettingsSpec> all = new LinkedHashMap<>();
    all.put("task", TASK);
    all.put("agent", AGENT);
    all.put("decode", DECODE);
    all.put("learner", LEARNER);
    all.put("eval", EVAL);
    all.put("trackers", SettingsSpec.of(TRACKERS));
    all.put("data", DATA);
    all.put("run", RUN);
    all.put("plugins", PLUGINS);
    all.put("zoo", ZOO);
    return all;
  }
}
