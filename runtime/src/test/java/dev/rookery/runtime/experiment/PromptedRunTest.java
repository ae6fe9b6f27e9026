package dev.rookery.runtime.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rookery.api.UserException;
import dev.rookery.api.learning.Learner;
import dev.rookery.api.settings.SettingsException;
import dev.rookery.runtime.config.HoconText;
import dev.rookery.runtime.learning.policy.MoleculesFile;
import dev.rookery.runtime.run.RunFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs in which a prompt, or a prompting, says how sequences begin. */
class PromptedRunTest extends PolicyRuns {

  @Test
  void saysThatNothingCanBeginWithThePrompt() {
    SmallRun hopeless =
        new SmallRun(
            folder.resolve("run"),
            experiment(
                "learner.name=reinvent",
                "learner.prompt=\"C)))\"",
                "agent.vocabulary=" + brackets()));
    hopeless.train(RunFolder.IfExists.REFUSE);

    assertThat(hopeless.said())
        .filteredOn(line -> line.startsWith("warning: nothing valid was written (0 of "))
        .singleElement()
        .asString()
        .contains("), such as \"C)))", "each begins with \"C)))\" (learner.prompt)");

    SmallRun free = new SmallRun(folder.resolve("free"), experiment("learner.name=reinvent"));
    free.train(RunFolder.IfExists.REFUSE);
    assertThat(free.said()).noneMatch(line -> line.contains("warning"));
  }

  /** What the policy writes around the scaffold is nearly always one of many that are no atoms. */
  @Test
  void saysThatNothingMayBeBuiltOnAScaffold() throws IOException {
    List<String> tokens = new ArrayList<>(List.of("EOS", "GO", "C"));
    IntStream.range(0, 1000).forEach(number -> tokens.add("[Q" + number + "]"));
    Path noAtoms = Files.write(folder.resolve("no-atoms.txt"), tokens);
    SmallRun hopeless =
        new SmallRun(
            folder.resolve("run"),
            experiment(
                "learner.name=reinvent",
                "learner.prompting={ name = scaffold, smiles = \"C*\" }",
                "agent.vocabulary=" + noAtoms));
    hopeless.train(RunFolder.IfExists.REFUSE);

    assertThat(hopeless.said())
        .filteredOn(line -> line.startsWith("warning: nothing valid was written (0 of "))
        .singleElement()
        .asString()
        .contains("each was built by the prompting \"scaffold\" (learner.prompting)");
  }

  private Path brackets() {
    try {
      return Files.write(
          folder.resolve("brackets.txt"), List.of("EOS", "GO", "C", "N", "O", "(", ")"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Of what is a molecule, all has the scaffold; a text that is none ends its stages. */
  @ParameterizedTest
  @ValueSource(strings = {"reinvent", "ppo", "augmented-memory"})
  void learnsToDecorateAScaffold(String algorithm) throws IOException {
    String[] settings = {
      "learner.name=" + algorithm,
      "learner.prompting={ name = scaffold, smiles = \"C(*)N*\", rewrites = 2 }",
      "learner.score={ name = smarts, pattern = CN }",
      "learner.replay-count=3"
    };
    SmallRun whole = new SmallRun(folder.resolve("whole"), experiment(settings));

    assertThat(whole.train(RunFolder.IfExists.REFUSE)).isEqualTo(Learner.Ending.FINISHED);

    List<MoleculesFile.Line> lines = MoleculesFile.read(whole.path);
    assertThat(lines).hasSize(60);
    assertThat(lines).allMatch(line -> line.failed() || line.score() == 1);
    assertThat(lines).filteredOn(line -> !line.failed()).hasSizeGreaterThan(20);

    SmallRun parts = new SmallRun(folder.resolve("parts"), experiment(settings));
    parts.trainUntil(3, RunFolder.IfExists.REFUSE);
    parts.train(RunFolder.IfExists.RESUME);
    assertThat(Files.readString(parts.path.resolve(MoleculesFile.NAME)))
        .isEqualTo(Files.readString(whole.path.resolve(MoleculesFile.NAME)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "learner.prompting={ name = scaffold, smiles = \"CC\" } | scaffold.smiles (command line:"
            + " learner.prompting={ name = scaffold, smiles = \"CC\" }): nothing can be attached to"
            + " \"CC\": it has no asterisk",
        "learner.prompting={ name = scaffold, smiles = \"C[Zz]*\" } | is no molecule",
        "learner.prompting={ name = scaffold, smiles = \"CF*\" } | bonds",
        "learner.prompting={ name = scaffold, smiles = \"FC*\" } | lacks \"F\"",
        "learner.prompting=scaffolt | scaffold",
        "learner.prompting=scaffold | smiles"
      })
  void saysWhyNothingCanBeBuiltOn(String prompting, String why) {
    assertThatThrownBy(
            () ->
                new SmallRun(folder.resolve("run"), experiment("learner.name=reinvent", prompting))
                    .train(RunFolder.IfExists.REFUSE))
        .isInstanceOfAny(UserException.class, SettingsException.class)
        .hasMessageContaining(why);
  }

  @Test
  void hasAPromptOrStages() {
    assertThatThrownBy(
            () ->
                new SmallRun(
                        folder.resolve("run"),
                        experiment(
                            "learner.name=reinvent",
                            "learner.prompt=C",
                            "learner.prompting={ name = scaffold, smiles = \"C*\" }"))
                    .train(RunFolder.IfExists.REFUSE))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("learner.prompt and learner.prompting");
  }

  @Test
  void goesOnWithTheSamePromptOnly() {
    Path run = folder.resolve("run");
    new SmallRun(run, experiment("learner.name=reinforce", "learner.prompt=C"))
        .train(RunFolder.IfExists.REFUSE);

    assertThatThrownBy(() -> goOn(run, "learner.prompt=N"))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("learner.prompt was \"C\", is \"N\"")
        .hasMessageContaining("--init-model " + run);
    assertThatThrownBy(() -> goOn(run, "learner.temperature=1"))
        .hasMessageContaining("learner.prompt was \"C\", is none");
    assertThatThrownBy(() -> goOn(run, "learner.prompting={ name = scaffold, smiles = \"C*\" }"))
        .hasMessageContaining("learner.prompt was \"C\", is none")
        .hasMessageContaining(
            "learner.prompting was none, is { name = scaffold, smiles = [\"C*\"]");
    assertThat(goOn(run, "learner.prompt=C")).isEqualTo(Learner.Ending.FINISHED);
  }

  @Test
  void goesOnWithTheSamePromptingOnly() {
    Path run = folder.resolve("run");
    new SmallRun(
            run,
            experiment(
                "learner.name=reinforce", "learner.prompting={ name = scaffold, smiles = \"C*\" }"))
        .train(RunFolder.IfExists.REFUSE);

    assertThatThrownBy(() -> goOn(run, "learner.prompting={ name = scaffold, smiles = \"N*\" }"))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("smiles = [\"C*\"]")
        .hasMessageContaining("smiles = [\"N*\"]");
    // What is written out is what it was by default.
    assertThat(goOn(run, "learner.prompting={ rewrites = 10, name = scaffold, smiles = \"C*\" }"))
        .isEqualTo(Learner.Ending.FINISHED);
  }

  @Test
  void goesOnWithTheSameFileOfScaffoldsHoweverItIsNamed() throws IOException {
    Path run = folder.resolve("run");
    Path file = Files.write(folder.resolve("scaffolds.smi"), List.of("C*", "N*"));
    Path relative = Path.of("").toAbsolutePath().relativize(file);
    String prompting = "learner.prompting={ name = scaffold, smiles-file = \"%s\" }";
    new SmallRun(run, experiment("learner.name=reinforce", prompting.formatted(relative)))
        .train(RunFolder.IfExists.REFUSE);

    assertThat(goOn(run, prompting.formatted(file))).isEqualTo(Learner.Ending.FINISHED);
    assertThatThrownBy(() -> goOn(run, prompting.formatted(file + "x")))
        .hasMessageContaining("scaffolds.smix (smiles-file) is not there");
  }

  private Learner.Ending goOn(Path run, String setting) {
    return new SmallRun(
            run, experiment("learner.name=reinforce", "learner.max-sequences=90", setting))
        .train(RunFolder.IfExists.RESUME);
  }

  /** A SMILES may begin with a bracket, and isn't a list for that. */
  @ParameterizedTest
  @ValueSource(strings = {"[NH3+]C", "[Na]", "[O-]C(=O)C", "{x", "\"", "[1,2]", "12", "C=O"})
  void aPromptNeedsNoQuotesOfItsOwn(String smiles) {
    for (String[] given :
        new String[][] {
          {"--prompt", smiles},
          {"--prompt=" + smiles},
          {"learner.prompt=" + smiles},
          {"--prompt", HoconText.ofValue(smiles)}
        }) {
      List<String> settings = new ArrayList<>(List.of("learner.name=reinvent"));
      settings.addAll(List.of(given));
      assertThat(
              experiment(settings.toArray(String[]::new))
                  .learner()
                  .orElseThrow()
                  .settings()
                  .asMap())
          .containsEntry("prompt", smiles);
    }
  }

  @Test
  void saysWhichTokenOfAPromptIsUnknown() {
    assertThatThrownBy(
            () ->
                new SmallRun(
                        folder.resolve("run"),
                        experiment("learner.name=reinvent", "learner.prompt=\"CC[Zz]\""))
                    .train(RunFolder.IfExists.REFUSE))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("[Zz]");
  }
}
