package dev.rookery.runtime.learning.policy;

import dev.rookery.api.settings.ComponentRef;
import dev.rookery.api.settings.Setting;
import dev.rookery.api.settings.SettingsNode;
import dev.rookery.api.settings.SettingsSpec;
import dev.rookery.api.settings.SettingsValue;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The settings that all algorithms have; their defaults differ.
 *
 * @param numEnvs how many sequences a round writes
 * @param learningRate size of an update
 * @param gradientClip largest global norm of the gradient
 * @param replayed how many sequences are replayed beside those of a round
 * @param optimizer how gradients change the weights
 */
record PolicySettings(
    Setting<Integer> numEnvs,
    Setting<Double> learningRate,
    Setting<Double> gradientClip,
    Setting<Integer> replayed,
    Setting<ComponentRef> optimizer) {

  static final Setting<ComponentRef> SCORE =
      Setting.component("score")
          .optional()
          .describedAs("the scoring function that the policy learns to raise; must be given");
  static final Setting<Duration> SCORE_TIME_LIMIT =
      Setting.duration("score-time-limit")
          .defaultsTo(Duration.ofSeconds(30))
          .describedAs("how long the score of one sequence may take; then it is 0");
  static final Setting<Long> MAX_SEQUENCES =
      Setting.longInteger("max-sequences")
          .alias("total-smiles", "budget")
          .atLeast(1)
          .defaultsTo(10_000L)
          .in("sequences")
          .describedAs("ends the training after so many were scored");
  static final Setting<Integer> REPLAY_SIZE =
      Setting.integer("replay-size")
          .alias("replay-buffer-size")
          .atLeast(1)
          .defaultsTo(100)
          .in("sequences")
          .describedAs("how many of the best are kept to be replayed");
  static final Setting<String> REPLAY_SAMPLER =
      Setting.choice("replay-sampler", "prioritized", "uniform")
          .defaultsTo("prioritized")
          .describedAs("draw in proportion to the reward, or evenly");
  static final Setting<Double> TEMPERATURE =
      Setting.decimal("temperature")
          .above(0)
          .defaultsTo(1.0)
          .describedAs("scores of tokens are divided by it before one is drawn");
  static final Setting<String> PROMPT =
      Setting.text("prompt")
          .optional()
          .describedAs("how every sequence begins; a token X stands for any atom");
  static final Setting<ComponentRef> PROMPTING =
      Setting.component("prompting")
          .optional()
          .describedAs("in which stages sequences are written, such as around a scaffold");
  static final Setting<String> COMPAT =
      Setting.choice("compat", "none", "acegen")
          .defaultsTo("none")
          .describedAs("compute AceGen's figures where they are an artefact; see differences.md");
  static final Setting<Duration> SAVE_EVERY_TIME =
      Setting.duration("save-every-time")
          .alias("stim")
          .defaultsTo(Duration.ofMinutes(5))
          .describedAs("saves a checkpoint after so much training time");
  static final Setting<Integer> KEEP =
      Setting.integer("keep-checkpoints")
          .atLeast(1)
          .defaultsTo(1)
          .describedAs("how many of the newest checkpoints are kept");

  static PolicySettings withDefaults(
      int numEnvs, double learningRate, double gradientClip, int replayed) {
    return new PolicySettings(
        Setting.integer("num-envs")
            .alias("batch-size", "bs")
            .atLeast(2)
            .defaultsTo(numEnvs)
            .in("sequences")
            .describedAs("how many are written at once, and learned from together"),
        Setting.decimal("learning-rate")
            .alias("lr")
            .above(0)
            .defaultsTo(learningRate)
            .describedAs("size of an update"),
        Setting.decimal("gradient-clip")
            .alias("clip", "max-grad-norm")
            .defaultsTo(gradientClip)
            .describedAs("largest global norm of the gradient; 0 or less for none"),
        Setting.integer("replay-count")
            .alias("replay-batch-size")
            .atLeast(0)
            .defaultsTo(replayed)
            .in("sequences")
            .describedAs("how many of the best so far are learned from again; 0 for none"),
        adam(1e-8, 0));
  }

  /** The same with other defaults of Adam. */
  PolicySettings withAdam(double eps, double weightDecay) {
    return new PolicySettings(
        numEnvs, learningRate, gradientClip, replayed, adam(eps, weightDecay));
  }

  /** PyTorch's Adam, while that of dialogues is ParlAI's. */
  private static Setting<ComponentRef> adam(double eps, double weightDecay) {
    Map<String, SettingsValue> options = new LinkedHashMap<>();
    options.put("amsgrad", new SettingsValue(false, "default"));
    options.put("eps", new SettingsValue(eps, "default"));
    options.put("weight-decay", new SettingsValue(weightDecay, "default"));
    return Setting.component("optimizer")
        .alias("opt")
        .defaultsTo(new ComponentRef("adam", "default", new SettingsNode("", options)))
        .describedAs("how gradients change the weights");
  }

  SettingsSpec spec() {
    return SettingsSpec.of(
        SCORE,
        SCORE_TIME_LIMIT,
        MAX_SEQUENCES,
        numEnvs,
        learningRate,
        optimizer,
        gradientClip,
        replayed,
        REPLAY_SIZE,
        REPLAY_SAMPLER,
        TEMPERATURE,
        PROMPT,
        PROMPTING,
        COMPAT,
        SAVE_EVERY_TIME,
        KEEP);
  }
}
