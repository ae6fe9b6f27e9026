package dev.rookery.plugins.exampletga;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rookery.api.Plugin;
import dev.rookery.api.model.GeneratorModelFactory;
import dev.rookery.testkit.GeneratorModelContract;
import dev.rookery.testkit.PluginContract;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class ExampleTgaTest {

  @Nested
  class OfThePlugin extends PluginContract {
    @Override
    protected Plugin plugin() {
      return new ExampleTgaPlugin();
    }
  }

  @Nested
  class OfTheModel extends GeneratorModelContract {
    @Override
    protected GeneratorModelFactory factory() {
      return new ExampleTgaFactory();
    }

    @Override
    protected Map<String, Object> settings() {
      return Map.of("hidden-size", 12);
    }
  }

  @Test
  void hiddenSizeIsThatOfTheTutorial() {
    assertThat(new ExampleTgaFactory().settings().defaults().get(ExampleTgaFactory.HIDDEN_SIZE))
        .isEqualTo(1024);
  }
}
