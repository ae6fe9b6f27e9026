package dev.rookery.runtime.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rookery.api.ComponentType;
import dev.rookery.api.UserException;
import dev.rookery.api.dialogue.DialogueFormat;
import dev.rookery.api.dialogue.DialogueFormatFactory;
import dev.rookery.api.dialogue.FormatCheck;
import dev.rookery.api.settings.Settings;
import dev.rookery.api.settings.SettingsException;
import dev.rookery.runtime.catalog.ClassNames;
import dev.rookery.runtime.catalog.ComponentCatalog;
import dev.rookery.runtime.catalog.ComponentSource;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class KnownFormatsTest {

  private static final Path FILE = Path.of("talk.txt");

  private final List<String> warnings = new ArrayList<>();

  /** A format that is so sure of every file; without a number it fails. */
  private record Sure(String name, Double confidence) implements DialogueFormatFactory {
    @Override
    public String description() {
      return "Anything.";
    }

    @Override
    public DialogueFormat create(Settings settings) {
      return new DialogueFormat() {
        @Override
        public double confidence(Path file) {
          return confidence;
        }

        @Override
        public FormatCheck check(Path file) {
          return new FormatCheck(name, 0, 0, List.of());
        }
      };
    }
  }

  private KnownFormats formats(Sure... formats) {
    ComponentSource plugin =
        new ComponentSource("acme 1.0", Map.of(ComponentType.FORMAT, Arrays.asList(formats)));
    return new KnownFormats(
        new ComponentCatalog(List.of(plugin), List.of(), ClassNames.NONE), warnings::add);
  }

  @Test
  void theSurestWins() {
    KnownFormats formats = formats(new Sure("a", 0.2), new Sure("b", 0.9), new Sure("c", 0.5));

    assertThat(formats.guess(FILE).check(FILE).format()).isEqualTo("b");
    assertThat(formats.named("c").check(FILE).format()).isEqualTo("c");
  }

  @Test
  void oneThatFailsDoesNotSpoilTheOthers() {
    KnownFormats formats = formats(new Sure("broken", null), new Sure("good", 0.9));

    assertThat(formats.guess(FILE).check(FILE).format()).isEqualTo("good");
    assertThat(warnings)
        .singleElement()
        .asString()
        .contains("\"broken\" of acme 1.0", "NullPointerException");
  }

  @Test
  void noneAtAllIsSaid() {
    assertThatThrownBy(() -> formats(new Sure("a", 0.05)).guess(FILE))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("none of the known formats (a)");
    assertThatThrownBy(() -> formats(new Sure("spoken", 0.9)).named("spokn"))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("did you mean \"spoken\"?");
  }
}
