package dev.rookery.plugins.exampletga;

import dev.rookery.api.model.GeneratorModel;
import dev.rookery.api.model.GeneratorModelFactory;
import dev.rookery.api.model.ModelContext;
import dev.rookery.api.settings.Setting;
import dev.rookery.api.settings.SettingsSpec;

/** What users can name ({@code -m example-tga}) and set ({@code --hidden-size 256}). */
public final class ExampleTgaFactory implements GeneratorModelFactory {

  static final Setting<Integer> HIDDEN_SIZE =
      Setting.integer("hidden-size")
          .alias("hid")
          .atLeast(1)
          .defaultsTo(1024)
          .describedAs("size of the token embeddings and of the LSTM states");

  static final Setting<Boolean> READ_PADDING =
      Setting.bool("read-padding")
          .defaultsTo(false)
          .describedAs(
              "let the encoder read the padding behind short contexts, as ParlAI's example does");

  static final Setting<Boolean> READ_AGAIN =
      Setting.bool("read-again")
          .defaultsTo(false)
          .describedAs(
              "let the decoder read its whole reply again before each token it writes, on top of"
                  + " the state that this has led to, as ParlAI's example does");

  @Override
  public String name() {
    return "example-tga";
  }

  @Override
  public String description() {
    return "The tutorial model: LSTM encoder and decoder of one layer, one embedding for all";
  }

  @Override
  public SettingsSpec settings() {
    return SettingsSpec.of(HIDDEN_SIZE, READ_PADDING, READ_AGAIN);
  }

  @Override
  public GeneratorModel create(ModelContext context) {
    GeneratorModel model = new ExampleTgaModel(context);
    return context.settings().get(READ_AGAIN) ? new ReadingAgain(model) : model;
  }
}
