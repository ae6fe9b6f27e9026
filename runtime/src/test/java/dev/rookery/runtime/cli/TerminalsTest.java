package dev.rookery.runtime.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.jline.terminal.spi.SystemStream;
import org.junit.jupiter.api.Test;

final class TerminalsTest {

  @Test
  void theStreamItselfIsAsked() {
    Terminals errorsOnly = new Terminals(Map.of("TERM", "xterm"), SystemStream.Error::equals);
    assertThat(errorsOnly.shows(SystemStream.Error)).isTrue();
    assertThat(errorsOnly.shows(SystemStream.Output)).isFalse();
    assertThat(errorsOnly.shows(SystemStream.Input)).isFalse();
  }

  @Test
  void dumbTerminalsAndBuildLogsShowLines() {
    assertThat(new Terminals(Map.of("TERM", "dumb"), stream -> true).shows(SystemStream.Error))
        .isFalse();
    assertThat(new Terminals(Map.of("CI", "true"), stream -> true).shows(SystemStream.Error))
        .isFalse();
  }
}
