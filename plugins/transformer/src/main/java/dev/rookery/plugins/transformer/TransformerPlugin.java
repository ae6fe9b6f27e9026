package dev.rookery.plugins.transformer;

import dev.rookery.api.Plugin;
import dev.rookery.api.model.GeneratorModelFactory;
import java.util.List;

/** Brings the model {@code transformer}. */
public final class TransformerPlugin implements Plugin {

  @Override
  public List<GeneratorModelFactory> generatorModels() {
    return List.of(new TransformerGeneratorFactory());
  }
}
