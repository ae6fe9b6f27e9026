package dev.rookery.runtime.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class InvocationTest {

  @AfterEach
  void forget() {
    System.clearProperty("rookery.command");
  }

  @Test
  void hintsCanBePastedIntoAShell() {
    assertThat(Invocation.of("train", "--run", "runs/a")).isEqualTo("rookery train --run runs/a");
    System.setProperty("rookery.command", "./my tools/rookery");
    assertThat(Invocation.of("train", "--run", "it's"))
        .isEqualTo("'./my tools/rookery' train --run 'it'\\''s'");
  }
}
