package dev.rookery.runtime.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rookery.api.ComponentFactory;
import dev.rookery.runtime.BuiltInPlugin;
import dev.rookery.runtime.catalog.ClassNames;
import dev.rookery.runtime.catalog.ComponentCatalog;
import dev.rookery.runtime.catalog.ComponentKind;
import dev.rookery.runtime.catalog.ComponentSource;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class ParlaiNamesTest {

  private static final ComponentCatalog BUILT_IN =
      new ComponentCatalog(
          List.of(ComponentSource.of("rookery", new BuiltInPlugin())), List.of(), ClassNames.NONE);

  private static Stream<String> settingsOfComponents() {
    return ComponentKind.ALL.stream()
        .<ComponentFactory>flatMap(kind -> BUILT_IN.all(kind).stream())
        .flatMap(factory -> factory.settings().settings().stream())
        .flatMap(setting -> Stream.concat(Stream.of(setting.name()), setting.aliases().stream()));
  }

  /** Such a flag is answered with the component's name, and a hint would never be seen. */
  @Test
  void whatAComponentHasIsNotMissing() {
    assertThat(settingsOfComponents())
        .contains("max-lr-steps")
        .allSatisfy(name -> assertThat(ParlaiNames.insteadOfFlag(name)).isEmpty());
  }
}
