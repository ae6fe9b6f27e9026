package dev.rookery.runtime.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Starts the distribution that the package phase has assembled, as users do. */
final class DistributionIT {

  private static final Path HOME = Path.of("target", "rookery").toAbsolutePath();

  @TempDir Path folder;

  private record Result(int exitCode, String out, String err) {}

  private Result run(String javaOptions, List<String> arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(HOME.resolve("bin/rookery").toString()));
    command.addAll(arguments);
    Path out = folder.resolve("out.txt");
    Path err = folder.resolve("err.txt");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile());
    builder.environment().put("ROOKERY_JAVA_OPTS", javaOptions);
    builder.environment().put("ROOKERY_PLUGINS", folder.resolve("plugins").toString());
    Process process = builder.start();
    process.getOutputStream().close();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).as("ended in time").isTrue();
    return new Result(process.exitValue(), Files.readString(out), Files.readString(err));
  }

  private Result run(String arguments) throws IOException, InterruptedException {
    return run("", List.of(arguments.split(" ")));
  }

  @Test
  void helpIsTheSameFromTheScriptAndFromTheProgram() throws IOException, InterruptedException {
    Result fromScript = run("--help");
    Result fromProgram = run("-q --help"); // two arguments, which the script passes on

    assertThat(fromScript.exitCode()).isZero();
    assertThat(fromScript.err()).isEmpty();
    assertThat(fromScript.out()).contains("Usage: rookery").isEqualTo(fromProgram.out());
  }

  @Test
  void classDataArchiveIsMadeWithTheDistribution() {
    assertThat(HOME.resolve("lib/rookery.jsa")).isNotEmptyFile();
  }

  @Test
  void everyPluginOfTheSourceTreeIsThereAndWorks() throws IOException, InterruptedException {
    Result list = run("plugins list");
    Result doctor = run("plugins doctor");

    try (Stream<Path> plugins = Files.list(HOME.resolve("plugins"))) {
      plugins.forEach(plugin -> assertThat(list.out()).contains(plugin.getFileName().toString()));
    }
    assertThat(doctor.exitCode()).as(doctor.out()).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "train --help",
        "describe --all",
        "plugins list",
        "train --show-config -m example-tga -t persona-sim",
        "display-data -t persona-sim"
      })
  void tensorsAreLeftAloneWhereNothingIsComputed(String command)
      throws IOException, InterruptedException {
    Path log = folder.resolve("classes.txt");

    Result result = run("-Xlog:class+load:file=" + log, List.of(command.split(" ")));

    assertThat(result.exitCode()).as(result.err()).isZero();
    assertThat(result.err()).isEmpty();
    assertThat(Files.readString(log, StandardCharsets.UTF_8))
        .contains("dev.rookery.runtime.cli")
        .doesNotContain("ai.djl.engine.Engine ")
        .doesNotContain("ai.djl.pytorch.jni");
  }

  @Test
  void brokenPluginLeavesTheOthersAtWorkAndIsNamedWhereItIsMissed()
      throws IOException, InterruptedException {
    Files.createDirectories(folder.resolve("plugins"));
    Files.writeString(folder.resolve("plugins/parrot.jar"), "no jar at all");

    Result missed = run("train -m parrot -t persona-sim");
    Result works = run("train --show-config -m example-tga -t persona-sim");

    assertThat(missed.exitCode()).isEqualTo(2);
    assertThat(missed.err()).contains("parrot.jar");
    assertThat(works.exitCode()).as(works.err()).isZero();
  }

  @Test
  void startsFromAnotherFolderThroughALink() throws IOException, InterruptedException {
    Path link = Files.createSymbolicLink(folder.resolve("rk"), HOME.resolve("bin/rookery"));

    Process process = new ProcessBuilder(link.toString(), "--version").start();

    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
        .startsWith("rookery ");
    assertThat(process.exitValue()).isZero();
    Files.delete(link);
  }
}
