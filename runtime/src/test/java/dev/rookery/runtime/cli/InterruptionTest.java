package dev.rookery.runtime.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What Ctrl-C does to a process, in a process. Work that is waited for has 120 s. */
@DisabledOnOs(OS.WINDOWS)
final class InterruptionTest {

  private Process process;
  private BufferedReader lines;

  private void start(boolean waits) throws IOException {
    process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                InterruptedProcess.class.getName(),
                Boolean.toString(waits))
            .redirectErrorStream(true)
            .start();
    lines = process.inputReader();
    assertThat(lines.readLine()).isEqualTo("ready");
  }

  private void interrupt(String signal) throws IOException, InterruptedException {
    assumeFalse(
        signal.equals("INT") && IgnoredInterrupt.isInherited(),
        "this process was started with SIGINT ignored, and so are its children");
    new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid())).start().waitFor();
  }

  @AfterEach
  void end() {
    process.destroyForcibly();
  }

  @ParameterizedTest
  @ValueSource(strings = {"INT", "TERM"})
  void aProcessWithNothingToSaveEndsAtOnce(String signal) throws Exception {
    start(false);
    interrupt(signal);

    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(lines.readLine()).isEqualTo("nothing is lost");
    assertThat(lines.readLine()).isNull();
  }

  @ParameterizedTest
  @CsvSource({"INT, 130", "TERM, 143"})
  void aSecondInterruptionEndsItAtOnce(String signal, int exitCode) throws Exception {
    start(true);
    interrupt(signal);
    assertThat(lines.readLine()).startsWith("stopping: saving a checkpoint first");
    interrupt(signal);

    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isEqualTo(exitCode);
  }
}
