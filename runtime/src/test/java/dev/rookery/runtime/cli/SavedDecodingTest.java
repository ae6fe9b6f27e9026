package dev.rookery.runtime.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rookery.runtime.config.Experiment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How replies are searched is saved with the agent, and can be changed for one command. */
final class SavedDecodingTest {

  @TempDir Path folder;
  private final RecordedCli cli = new RecordedCli();

  @BeforeEach
  void saveAnAgent() throws IOException {
    save("decode.search=beam", "decode.beam-size=4", "decode.block-ngram=3");
  }

  private void save(String... decoding) throws IOException {
    List<String> all =
        new ArrayList<>(List.of("train", "-m", "example-tga", "-t", "babi-sim", "--show-config"));
    all.addAll(List.of(decoding));
    cli.run(all.toArray(String[]::new));
    Files.writeString(folder.resolve("experiment.conf"), cli.out());
    cli.forget();
  }

  private int run(String command, String... more) {
    List<String> all = new ArrayList<>(List.of(command, "-mf", folder.toString()));
    all.addAll(List.of(more));
    return cli.run(all.toArray(String[]::new));
  }

  private String decoding(String command) {
    Experiment experiment =
        switch (command) {
          case "eval" -> cli.work.only(ExperimentWork.Evaluating.class).loaded().experiment();
          case "generate" -> cli.work.only(ExperimentWork.Generating.class).loaded().experiment();
          default -> cli.work.only(ExperimentWork.Chatting.class).loaded().experiment();
        };
    String all = experiment.render();
    return all.substring(all.indexOf("decode {"), all.indexOf("}", all.indexOf("decode {")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"eval", "generate", "chat"})
  void isThatOfTheTraining(String command) {
    assertThat(run(command)).as(cli.err()).isZero();

    assertThat(cli.err()).isEmpty();
    assertThat(decoding(command))
        .contains(
            "search = beam ",
            "beam-size = 4  # command line: decode.beam-size=4", // of the training
            "block-ngram = 3 ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"eval", "generate", "chat"})
  void isChangedOnTheCommandLineWhichSaysSo(String command) {
    assertThat(run(command, "decode.beam-size=7", "--beam-min-length", "2")).isZero();

    assertThat(decoding(command)).contains("search = beam ", "beam-size = 7 ", "block-ngram = 3 ");
    assertThat(cli.err().lines())
        .containsExactly(
            "decode.beam-size = 7 (command line: decode.beam-size=7) instead of 4, which the model"
                + " was saved with",
            "decode.min-length = 2 (command line: --beam-min-length 2) instead of 1, which the"
                + " model was saved with");
  }

  @Test
  void theSameValueIsNoChange() {
    assertThat(run("eval", "decode.beam-size=4")).isZero();

    assertThat(cli.err()).isEmpty();
  }

  @Test
  void parlaisNameOfTheSameSearchIsNoChange() throws IOException {
    save("decode.search=topk", "decode.top-k=7");
    assertThat(run("eval", "--inference", "top-k")).as(cli.err()).isZero();

    assertThat(cli.err()).isEmpty();
    assertThat(decoding("eval")).contains("top-k = 7 ");
  }

  @Test
  void aChangeIsToldWhateverTheSearchIsCalled() throws IOException {
    save("decode.search=topk", "decode.top-k=7");
    assertThat(run("eval", "--inference", "top-k", "--topk", "5")).as(cli.err()).isZero();

    assertThat(cli.err()).startsWith("decode.top-k = 5 (").contains(" instead of 7,");
    assertThat(cli.err().lines()).hasSize(1);
  }

  @Test
  void anotherSearchDropsTheSettingsOfTheOldOne() {
    assertThat(run("eval", "--inference", "greedy")).isZero();

    assertThat(decoding("eval")).contains("search = greedy ").doesNotContain("beam-size");
    assertThat(cli.err())
        .startsWith("decode.search = greedy (command line: --inference greedy) instead of beam,");
  }

  @Test
  void anUnknownKeyInTheSavedExperimentIsNamedWithItsLine() throws IOException {
    Path file = folder.resolve("experiment.conf");
    List<String> lines = new ArrayList<>(Files.readAllLines(file));
    int line = lines.indexOf("decode {") + 2;
    lines.add(line - 1, "  beam-sise = 4");
    Files.write(file, lines);

    assertThat(run("chat")).isEqualTo(2);
    assertThat(cli.err())
        .contains("decode.beam-sise (", "experiment.conf: " + line + "): unknown key")
        .contains("did you mean \"beam-size\"?");
  }
}
