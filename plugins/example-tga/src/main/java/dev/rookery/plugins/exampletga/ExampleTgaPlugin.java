package dev.rookery.plugins.exampletga;

import dev.rookery.api.Plugin;
import dev.rookery.api.model.GeneratorModelFactory;
import java.util.List;

/**
 * Tells Rookery what is in this jar. The class is named in {@code
 * META-INF/services/dev.rookery.api.Plugin}.
 */
public final class ExampleTgaPlugin implements Plugin {

  @Override
  public List<GeneratorModelFactory> generatorModels() {
    return List.of(new ExampleTgaFactory());
  }
}
