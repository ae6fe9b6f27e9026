package dev.rookery.runtime.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rookery.api.ComponentType;
import dev.rookery.api.settings.Problems;
import dev.rookery.registry.PluginRegistry;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ComponentCatalogTest {

  private final ComponentCatalog catalog = TestingPlugin.catalog();

  @Test
  void findsByNameInEitherSpelling() {
    assertThat(catalog.lookUp(ComponentKind.MODEL, "example_tga")).isPresent();
    assertThat(catalog.lookUp(ComponentKind.MUTATOR, "word_shuffle")).isPresent();
    assertThat(catalog.lookUp(ComponentKind.MUTATOR, "nothing")).isEmpty();
  }

  @Test
  void findsByTheClassOfTheFactoryOrTheComponent() {
    assertThat(catalog.lookUp(ComponentKind.TOKENIZER, "com.acme.Unlisted")).isPresent();
    assertThat(catalog.lookUp(ComponentKind.TOKENIZER, "com.acme.UnlistedFactory")).isPresent();
    assertThat(catalog.lookUp(ComponentKind.AGENT, "com.acme.Unlisted")).isEmpty();
  }

  @Test
  void suggestsTheNearestName() {
    Problems problems = new Problems();

    catalog.find(ComponentKind.OPTIMIZER, "adma", "x.conf: 3", problems);

    assertThat(problems.all())
        .singleElement()
        .asString()
        .contains("\"adma\" (x.conf: 3)")
        .contains("did you mean \"adam\"?")
        .contains("sgd");
  }

  @Test
  void firstPluginKeepsAName() {
    ComponentCatalog twice =
        new ComponentCatalog(
            List.of(
                ComponentSource.of("one 1.0", new TestingPlugin()),
                ComponentSource.of("two 2.0", new TestingPlugin())),
            List.of(),
            ClassNames.NONE);

    assertThat(twice.problems()).anyMatch(p -> p.startsWith("two 2.0") && p.contains("one 1.0"));
    assertThat(twice.sourceOf(twice.all(ComponentKind.AGENT).get(0))).isEqualTo("one 1.0");
  }

  @Test
  void everyTypeOfComponentIsListed() {
    assertThat(ComponentKind.ALL)
        .extracting(ComponentKind::type)
        .containsExactlyInAnyOrder(ComponentType.values());
  }

  @Test
  void builtInComponentsHaveDistinctNames() {
    ComponentCatalog builtIn = ComponentCatalog.of(PluginRegistry.load(List.of(), new Empty()));

    assertThat(builtIn.problems()).isEmpty();
    assertThat(builtIn.names(ComponentKind.OPTIMIZER)).contains("adam", "sgd");
    assertThat(builtIn.names(ComponentKind.TOKENIZER)).contains("re", "space", "split");
  }

  /** A host without any plugin on its class path. */
  private static final class Empty extends ClassLoader {
    Empty() {
      super(ClassLoader.getPlatformClassLoader());
    }
  }
}
