package dev.rookery.plugins.transformer;

import dev.rookery.api.model.GeneratorModel;
import dev.rookery.api.model.GeneratorModelFactory;
import dev.rookery.api.model.ModelContext;
import dev.rookery.api.nn.TransformerOptions;
import dev.rookery.api.settings.Setting;
import dev.rookery.api.settings.Settings;
import dev.rookery.api.settings.SettingsException;
import dev.rookery.api.settings.SettingsSpec;
import java.util.Locale;
import java.util.Optional;

/** Makes {@code transformer}: ParlAI's transformer/generator. */
public final class TransformerGeneratorFactory implements GeneratorModelFactory {

  static final Setting<Integer> LAYERS =
      Setting.integer("n-layers")
          .alias("nl")
          .atLeast(1)
          .defaultsTo(2)
          .describedAs("layers of the encoder and of the decoder");
  static final Setting<Integer> ENCODER_LAYERS =
      Setting.integer("n-encoder-layers")
          .alias("nel")
          .atLeast(1)
          .optional()
          .describedAs("layers of the encoder, if other than n-layers");
  static final Setting<Integer> DECODER_LAYERS =
      Setting.integer("n-decoder-layers")
          .alias("ndl")
          .atLeast(1)
          .optional()
          .describedAs("layers of the decoder, if other than n-layers");
  static final Setting<Integer> HEADS =
      Setting.integer("n-heads")
          .atLeast(1)
          .defaultsTo(2)
          .describedAs("attention heads; divides embedding-size");
  static final Setting<Integer> EMBEDDING_SIZE =
      Setting.integer("embedding-size")
          .alias("esz")
          .atLeast(1)
          .defaultsTo(300)
          .describedAs("length of all vectors outside the feed-forward parts");
  static final Setting<Integer> FFN_SIZE =
      Setting.integer("ffn-size")
          .alias("hid")
          .atLeast(1)
          .defaultsTo(300)
          .describedAs("length of the vectors inside the feed-forward parts");
  static final Setting<String> VARIANT =
      Setting.choice("variant", "aiayn", "xlm", "prelayernorm", "bart")
          .defaultsTo("aiayn")
          .describedAs("where layers are normalized");
  static final Setting<String> ACTIVATION =
      Setting.choice("activation", "relu", "gelu")
          .defaultsTo("relu")
          .describedAs("of the feed-forward parts");
  static final Setting<Double> DROPOUT =
      Setting.decimal("dropout")
          .within(0, 1)
          .defaultsTo(0.0)
          .describedAs("share of numbers dropped after embeddings and at the end of each part");
  static final Setting<Double> ATTENTION_DROPOUT =
      Setting.decimal("attention-dropout")
          .within(0, 1)
          .defaultsTo(0.0)
          .describedAs("share of attention weights that is dropped");
  static final Setting<Double> RELU_DROPOUT =
      Setting.decimal("relu-dropout")
          .within(0, 1)
          .defaultsTo(0.0)
          .describedAs("share of numbers dropped inside the feed-forward parts");
  static final Setting<Integer> POSITIONS =
      Setting.integer("n-positions")
          .atLeast(1)
          .defaultsTo(1024)
          .in("tokens")
          .describedAs("longest text that can be read or written");
  static final Setting<Boolean> LEARN_POSITIONS =
      Setting.bool("learn-positional-embeddings")
          .defaultsTo(false)
          .describedAs("train a vector for each position, instead of sines and cosines");
  static final Setting<Boolean> EMBEDDINGS_SCALE =
      Setting.bool("embeddings-scale")
          .defaultsTo(true)
          .describedAs("multiply token embeddings by the root of their size");
  static final Setting<Integer> SEGMENTS =
      Setting.integer("n-segments")
          .atLeast(0)
          .defaultsTo(0)
          .describedAs("segment embeddings of the encoder");
  static final Setting<Double> OUTPUT_SCALING =
      Setting.decimal("output-scaling")
          .above(0)
          .defaultsTo(1.0)
          .describedAs("factor of the encoder's vectors");

  @Override
  public String name() {
    return "transformer";
  }

  @Override
  public String description() {
    return "Transformer encoder and decoder with shared token embeddings";
  }

  @Override
  public SettingsSpec settings() {
    return SettingsSpec.of(
        LAYERS,
        ENCODER_LAYERS,
        DECODER_LAYERS,
        HEADS,
        EMBEDDING_SIZE,
        FFN_SIZE,
        VARIANT,
        ACTIVATION,
        DROPOUT,
        ATTENTION_DROPOUT,
        RELU_DROPOUT,
        POSITIONS,
        LEARN_POSITIONS,
        EMBEDDINGS_SCALE,
        SEGMENTS,
        OUTPUT_SCALING);
  }

  @Override
  public GeneratorModel create(ModelContext context) {
    Settings settings = context.settings();
    if (settings.get(EMBEDDING_SIZE) % settings.get(HEADS) != 0) {
      throw new SettingsException(
          "embedding-size (%d) must be a multiple of n-heads (%d)"
              .formatted(settings.get(EMBEDDING_SIZE), settings.get(HEADS)));
    }
    return new TransformerGenerator(
        context,
        options(settings, settings.find(ENCODER_LAYERS), settings.get(SEGMENTS)),
        options(settings, settings.find(DECODER_LAYERS), 0));
  }

  private static TransformerOptions options(
      Settings settings, Optional<Integer> layers, int segments) {
    return new TransformerOptions(
        layers.orElse(settings.get(LAYERS)),
        settings.get(HEADS),
        settings.get(EMBEDDING_SIZE),
        settings.get(FFN_SIZE),
        TransformerOptions.Variant.valueOf(settings.get(VARIANT).toUpperCase(Locale.ROOT)),
        TransformerOptions.Activation.valueOf(settings.get(ACTIVATION).toUpperCase(Locale.ROOT)),
        settings.get(EMBEDDINGS_SCALE),
        settings.get(DROPOUT),
        settings.get(ATTENTION_DROPOUT),
        settings.get(RELU_DROPOUT),
        settings.get(POSITIONS),
        settings.get(LEARN_POSITIONS),
        segments,
        settings.get(OUTPUT_SCALING));
  }
}
