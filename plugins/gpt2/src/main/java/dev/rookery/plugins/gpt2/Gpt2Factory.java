package dev.rookery.plugins.gpt2;

import dev.rookery.api.policy.PolicyContext;
import dev.rookery.api.policy.PolicyModel;
import dev.rookery.api.policy.PolicyModelFactory;
import dev.rookery.api.settings.Setting;
import dev.rookery.api.settings.Settings;
import dev.rookery.api.settings.SettingsException;
import dev.rookery.api.settings.SettingsSpec;
import dev.rookery.plugins.gpt2.Gpt2Options.Activation;
import java.util.Arrays;

/**
 * Makes {@code gpt2}: AceGen's network of this name with its defaults, and Hugging Face's with
 * {@code tie-word-embeddings}. The settings are those of Hugging Face's {@code config.json}.
 */
public final class Gpt2Factory implements PolicyModelFactory {

  static final Setting<Integer> POSITIONS =
      Setting.integer("n-positions")
          .atLeast(1)
          .defaultsTo(2048)
          .in("tokens")
          .describedAs("how many positions have a vector; no sequence can be longer");
  static final Setting<Integer> HEADS =
      Setting.integer("n-head").atLeast(1).defaultsTo(16).describedAs("attention heads");
  static final Setting<Integer> LAYERS =
      Setting.integer("n-layer").atLeast(1).defaultsTo(24).describedAs("layers");
  static final Setting<Integer> SIZE =
      Setting.integer("n-embd")
          .atLeast(1)
          .defaultsTo(128)
          .describedAs("length of the vectors; a multiple of n-head");
  static final Setting<Integer> INNER_SIZE =
      Setting.integer("n-inner")
          .atLeast(1)
          .describedAs("length of the vectors inside the feed-forward part; 4 n-embd if not given")
          .optional();
  static final Setting<String> ACTIVATION =
      Setting.choice(
              "activation-function",
              Arrays.stream(Activation.values()).map(Activation::title).toArray(String[]::new))
          .defaultsTo(Activation.GELU_NEW.title())
          .describedAs("non-linearity of the feed-forward part");
  static final Setting<Double> EPSILON =
      Setting.decimal("layer-norm-epsilon")
          .atLeast(0)
          .defaultsTo(1e-5)
          .describedAs("what is added to the variance in normalizations");
  static final Setting<Double> ATTENTION_DROPOUT =
      dropout("attn-pdrop", "share of the attention weights dropped in training");
  static final Setting<Double> EMBEDDING_DROPOUT =
      dropout("embd-pdrop", "share of the embeddings' numbers dropped in training");
  static final Setting<Double> RESIDUAL_DROPOUT =
      dropout("resid-pdrop", "share of what a part of a layer adds that is dropped in training");
  static final Setting<Boolean> SCALE_ATTENTION =
      Setting.bool("scale-attn-weights")
          .defaultsTo(true)
          .describedAs("divide attention scores by the root of a head's size");
  static final Setting<Boolean> SCALE_BY_LAYER =
      Setting.bool("scale-attn-by-inverse-layer-idx")
          .defaultsTo(false)
          .describedAs("divide attention scores by the number of the layer, from 1");
  static final Setting<Boolean> TIED =
      Setting.bool("tie-word-embeddings")
          .defaultsTo(false)
          .describedAs(
              "score tokens by their embeddings, as Hugging Face's GPT-2; false is AceGen's: a"
                  + " layer of its own, without bias");
  static final Setting<Boolean> VALUE_PER_ACTION =
      Setting.bool("value-per-action")
          .defaultsTo(false)
          .describedAs("let a critic give a value for each next token instead of one");

  private static Setting<Double> dropout(String name, String description) {
    return Setting.decimal(name).within(0, 1).defaultsTo(0.1).describedAs(description);
  }

  @Override
  public String name() {
    return "gpt2";
  }

  @Override
  public String description() {
    return "GPT-2 (Radford et al. 2019), as in AceGen and Hugging Face's transformers";
  }

  @Override
  public SettingsSpec settings() {
    return SettingsSpec.of(
        POSITIONS,
        HEADS,
        LAYERS,
        SIZE,
        INNER_SIZE,
        ACTIVATION,
        EPSILON,
        ATTENTION_DROPOUT,
        EMBEDDING_DROPOUT,
        RESIDUAL_DROPOUT,
        SCALE_ATTENTION,
        SCALE_BY_LAYER,
        TIED,
        VALUE_PER_ACTION);
  }

  @Override
  public PolicyModel actor(PolicyContext context) {
    return make(context, "past_key_values_actor", true, false);
  }

  @Override
  public PolicyModel critic(PolicyContext context) {
    return make(context, "past_key_values_critic", false, true);
  }

  @Override
  public PolicyModel actorCritic(PolicyContext context) {
    return make(context, "past_key_values", true, true);
  }

  private static PolicyModel make(
      PolicyContext context, String cache, boolean acts, boolean values) {
    Settings settings = context.settings();
    Gpt2Options options = options(settings);
    if (context.maxLength() > options.positions()) {
      throw new SettingsException(
          "sequences may have %d tokens, but n-positions is %d: make one of them fit the other"
              .formatted(context.maxLength(), options.positions()));
    }
    return new Gpt2Policy(
        context, options, cache, new Gpt2Heads.Kind(acts, values, settings.get(VALUE_PER_ACTION)));
  }

  private static Gpt2Options options(Settings settings) {
    int size = settings.get(SIZE);
    int heads = settings.get(HEADS);
    if (size % heads != 0) {
      throw new SettingsException(
          "n-embd = %d can't be shared out among n-head = %d heads: make it a multiple"
              .formatted(size, heads));
    }
    return new Gpt2Options(
        settings.get(POSITIONS),
        heads,
        settings.get(LAYERS),
        size,
        settings.find(INNER_SIZE).orElse(4 * size),
        Activation.titled(settings.get(ACTIVATION)),
        settings.get(EPSILON),
        settings.get(EMBEDDING_DROPOUT),
        settings.get(ATTENTION_DROPOUT),
        settings.get(RESIDUAL_DROPOUT),
        settings.get(SCALE_ATTENTION),
        settings.get(SCALE_BY_LAYER),
        settings.get(TIED));
  }
}
