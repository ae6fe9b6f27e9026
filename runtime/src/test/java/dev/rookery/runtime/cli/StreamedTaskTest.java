package dev.rookery.runtime.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rookery.api.dialogue.DataType;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Training data larger than memory is never opened in a way that loads it. */
final class StreamedTaskTest {

  @TempDir Path folder;
  private final StringWriter err = new StringWriter();

  @BeforeEach
  void forget() {
    StreamedTask.ASKED.clear();
  }

  private int run(String... arguments) {
    return new RookeryCli(
            new RunWork(), new PrintWriter(new StringWriter()), new PrintWriter(err, true))
        .execute(arguments);
  }

  @Test
  void aTrainingReadsItsDataAsAStreamThroughout() {
    Path run = folder.resolve("run");
    assertThat(
            run(
                "train",
                "-t",
                StreamedTask.class.getName(),
                "-dt",
                "train:stream",
                "-m",
                "example-tga",
                "--hidden-size",
                "8",
                "learner.max-updates=2",
                "learner.validation-generates=false",
                "run.threads=1",
                "--run",
                run.toString()))
        .as(err.toString())
        .isZero();

    assertThat(trainingData()).hasSizeGreaterThanOrEqualTo(3).allMatch(DataType::stream);
    assertThat(run.resolve("provenance.json")).content().contains("\"streamed train\"");
  }

  @Test
  void aDictionaryIsBuiltFromAStream() {
    Path file = folder.resolve("words.dict");
    assertThat(run("build-dict", "-t", StreamedTask.class.getName(), "--dict-file", file + ""))
        .as(err.toString())
        .isZero();

    assertThat(trainingData())
        .isNotEmpty()
        .allMatch(asked -> asked.stream() && asked.ordered() && asked.trains());
    assertThat(file).content().contains("good\t2", "sleep\t1");
  }

  private static List<DataType> trainingData() {
    return StreamedTask.ASKED.stream()
        .filter(asked -> asked.split() == DataType.Split.TRAIN)
        .toList();
  }
}
