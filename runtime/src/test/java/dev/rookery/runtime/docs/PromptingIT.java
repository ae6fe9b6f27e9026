package dev.rookery.runtime.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A prior of the zoo builds on parts that are given, as the page about molecules shows. */
class PromptingIT {

  private static final String SCAFFOLD = "{ name = scaffold, smiles = \"N1(*)CCN(CC1)C(*)=O\" }";

  @TempDir private Path folder;
  private Shell shell;

  @BeforeEach
  void openShell() {
    shell = new Shell(folder, folder.resolve("no-plugins"));
  }

  private Shell.Result rookery(String... arguments) throws Exception {
    Shell.Result result = shell.rookery(arguments);
    assertThat(result.code()).as(result.err()).isZero();
    return result;
  }

  /** Scores of what is a molecule; a text that is none has a problem. */
  private List<Double> scores(Path sequences, String score) throws Exception {
    Path table = folder.resolve("scores.csv");
    rookery("score", "--in", sequences.toString(), "--score", score, "--out", table.toString());
    List<Double> scores = new ArrayList<>();
    for (String line : Files.readAllLines(table).stream().skip(1).toList()) {
      if (line.endsWith(",")) {
        scores.add(Double.valueOf(line.split(",")[1]));
      }
    }
    return scores;
  }

  @Test
  void moleculesHaveTheScaffold() throws Exception {
    Path out = folder.resolve("decorated.smi");
    JsonNode figures =
        new ObjectMapper()
            .readTree(
                rookery(
                        "sample",
                        "-mf",
                        "zoo:prior-gru",
                        "--offline",
                        "-n",
                        "64",
                        "--prompting",
                        SCAFFOLD,
                        "--out",
                        out.toString(),
                        "--json")
                    .out());

    assertThat(figures.path("valid").asDouble()).isGreaterThan(0.5);
    assertThat(figures.path("unique").asDouble()).isGreaterThan(0.9);
    assertThat(scores(out, "{ name = smarts, pattern = \"N1CCN(CC1)C=O\" }"))
        .hasSizeGreaterThan(32)
        .allMatch(score -> score == 1);
  }

  /** In a few rounds; how far a score rises within thousands is no matter of a test. */
  @Test
  void learnsFromDecoratedMolecules() throws Exception {
    rookery(
        "train",
        "--init-model",
        "zoo:prior-gru",
        "--offline",
        "learner.name=reinvent",
        "--score",
        "qed",
        "--prompting",
        SCAFFOLD,
        "--num-envs",
        "32",
        "--max-sequences",
        "64",
        "--run",
        "run");

    assertThat(Files.readAllLines(folder.resolve("run/molecules.csv"))).hasSize(65);
  }

  @Test
  void saysWhatIsWrong() throws Exception {
    for (String[] wrong :
        new String[][] {
          {"{ name = scaffold, smiles = \"C1CC1\" }", "it has no asterisk"},
          {"{ name = scaffold, smiles = \"C1CC(*)\" }", "is no molecule"},
          {"{ name = scaffold, smiles = \"[Fe](*)C\" }", "lacks \"[Fe]\""},
          {"{ name = fragments, smiles = \"C1CC1(*)\" }", "is one fragment"},
          {"{ name = scaffolt, smiles = \"C*\" }", "scaffold"}
        }) {
      Shell.Result result =
          shell.rookery("sample", "-mf", "zoo:prior-gru", "--offline", "--prompting", wrong[0]);

      assertThat(result.code()).isNotZero();
      assertThat(result.err()).contains(wrong[1]).doesNotContain("\tat ");
    }
  }
}
