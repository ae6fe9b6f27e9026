package dev.rookery.runtime.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A new agent that starts from a trained one reads text as that one does. */
final class InitialModelTest {

  @TempDir Path folder;
  private final StringWriter err = new StringWriter();

  private int train(String run, String... more) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "train",
                "-t",
                "babi-sim",
                "task.episodes=4",
                "task.valid-episodes=2",
                "-m",
                "example-tga",
                "--hidden-size",
                "8",
                "learner.max-updates=2",
                "learner.validation-generates=false",
                "run.threads=1",
                "--run",
                folder.resolve(run).toString()));
    arguments.addAll(Arrays.asList(more));
    err.getBuffer().setLength(0);
    return new RookeryCli(
            new RunWork(), new PrintWriter(new StringWriter()), new PrintWriter(err, true))
        .execute(arguments.toArray(String[]::new));
  }

  private String trained() {
    assertThat(train("first", "--dict-tokenizer", "space", "--dict-lower", "true"))
        .as(err.toString())
        .isZero();
    return folder.resolve("first").toString();
  }

  private List<String> dictionary(String run) throws IOException {
    return Files.readAllLines(folder.resolve(run).resolve("best/dictionary"));
  }

  @Test
  void theTokenizerIsTheModels() throws IOException {
    String first = trained();
    assertThat(train("second", "-im", first)).as(err.toString()).isZero();

    assertThat(folder.resolve("second/experiment.conf"))
        .content()
        .contains("name = space", "lower = true");
    assertThat(dictionary("second")).isEqualTo(dictionary("first"));

    // what a run wrote down can be used again
    String again = folder.resolve("second/experiment.conf").toString();
    assertThat(train("third", again)).as(err.toString()).isZero();
  }

  @Test
  void saysThatTheModelIsNotThere() {
    String nothing = folder.resolve("nothing").toString();
    int code =
        new RookeryCli(
                new RunWork(), new PrintWriter(new StringWriter()), new PrintWriter(err, true))
            .execute("train", "--init-model", nothing, "learner.name=reinvent", "--score", "qed");

    assertThat(code).isEqualTo(2);
    assertThat(err.toString())
        .contains("there is no folder " + nothing + " (--init-model)")
        .doesNotContain("no agent is named");
  }

  /** Its settings and whether it needs a task aren't known, so nothing is said of them. */
  @Test
  void saysOnlyThatALearnerIsMisspelt() {
    String first = trained();
    int code =
        new RookeryCli(
                new RunWork(), new PrintWriter(new StringWriter()), new PrintWriter(err, true))
            .execute("train", "-im", first, "learner.name=reinvnt", "--score", "qed");

    assertThat(code).isEqualTo(2);
    assertThat(err.toString())
        .contains("there is no learner \"reinvnt\"")
        .contains("did you mean \"reinvent\"")
        .doesNotContain("--score", "no task is named");
  }

  @Test
  void theAgentIsTheModelsWhereNoneIsNamed() {
    String first = trained();
    err.getBuffer().setLength(0);
    int code =
        new RookeryCli(
                new RunWork(), new PrintWriter(new StringWriter()), new PrintWriter(err, true))
            .execute(
                ("train -t babi-sim task.episodes=4 task.valid-episodes=2 learner.max-updates=2"
                        + " learner.validation-generates=false run.threads=1 --init-model "
                        + first
                        + " --run "
                        + folder.resolve("second"))
                    .split(" "));

    assertThat(code).as(err.toString()).isZero();
    assertThat(folder.resolve("second/experiment.conf"))
        .content()
        .contains("model = example-tga", "hidden-size = 8", "name = space");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "agent.dictionary.tokenizer=re",
        "agent.dictionary.lower=false",
        "agent.dictionary.min-frequency=3",
        "agent.dictionary.seed-file=words.dict"
      })
  void whatContradictsTheModelsDictionaryIsRefused(String setting) {
    String first = trained();

    assertThat(train("second", "-im", first, setting)).isEqualTo(2);
    assertThat(err.toString())
        .startsWith("error: agent.dictionary.")
        .contains("(command line: " + setting + ")", first, "agent.dictionary.file");
  }

  @Test
  void anExplicitDictionaryWins() throws IOException {
    String first = trained();
    List<String> lines = new ArrayList<>(dictionary("first"));
    lines.add(lines.remove(4)); // the first word becomes the last
    lines.add("aardvark\t1");
    Path own = Files.write(folder.resolve("own.dict"), lines);

    assertThat(train("second", "-im", first, "--dict-file", own.toString()))
        .as(err.toString())
        .isZero();
    assertThat(dictionary("second")).isEqualTo(lines);
  }
}
