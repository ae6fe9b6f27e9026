package dev.rookery.runtime.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the pages about policies show, followed to the letter in an empty folder. */
class PolicyTutorialIT {

  private static final String TUTORIAL = "docs/tutorial-policies.md";

  @TempDir private Path folder;

  private Shell extract(String page) throws Exception {
    DocumentedFiles.extract(Shell.root().resolve(page), folder);
    return new Shell(folder, folder.resolve("plugins"));
  }

  private static Shell.Result run(Shell shell, String script) throws Exception {
    Shell.Result result = shell.script(script);
    assertThat(result.code()).as(script + ": " + result.err()).isZero();
    return result;
  }

  private static Shell.Result rookery(Shell shell, String... arguments) throws Exception {
    Shell.Result result = shell.rookery(arguments);
    assertThat(result.code()).as(result.err()).isZero();
    return result;
  }

  @Test
  void aModelOfOnesOwnIsChosenByItsName() throws Exception {
    Shell shell = extract(TUTORIAL);
    String page = Files.readString(Shell.root().resolve(TUTORIAL));

    List<String> added = run(shell, "add.sh").lines();
    assertThat(page).contains(String.join("\n", added.subList(1, 4)) + "\n");
    assertThat(shell.rookery("sample", "model.conf").err())
        .contains("the policy \"tutorial-gpt2\" brings no weights");

    List<String> untold = run(shell, "train.sh").lines();
    assertThat(folder.resolve("runs/prior/experiment.conf"))
        .content()
        .contains("policy = tutorial-gpt2", "max-length = 100  # policy tutorial-gpt2");
    assertThat(folder.resolve("runs/prior/best/vocabulary.txt"))
        .hasSameTextualContentAs(folder.resolve("resources/vocabulary.txt"));

    List<String> told = run(shell, "pretrained.sh").lines();
    assertThat(told.subList(2, 12)).isEqualTo(untold.subList(1, 11));
    assertThat(Files.readAllBytes(folder.resolve("runs/qed/prior.safetensors")))
        .isEqualTo(Files.readAllBytes(folder.resolve("runs/prior/best/model.safetensors")));
    JsonNode described =
        new ObjectMapper()
            .readTree(rookery(shell, "describe", "policy", "tutorial-gpt2", "--json").out());
    assertThat(described.findPath("brings").path("weights").asText())
        .endsWith("acme/gpt2/model.safetensors");

    Files.write(folder.resolve("more.txt"), List.of("EOS", "GO", "C"));
    Shell.Result unfit = shell.rookery("sample", "model.conf", "--vocabulary", "more.txt");
    assertThat(unfit.code()).isNotZero();
    assertThat(unfit.err())
        .contains("It has 12 tokens", "the vocabulary here has 3", "tutorial-gpt2.jar!")
        .doesNotContain("Exception");

    Files.delete(folder.resolve("resources/model.safetensors"));
    Files.delete(folder.resolve("classes/acme/gpt2/model.safetensors"));
    rookery(shell, "plugins", "remove", "tutorial-gpt2");
    run(shell, "add.sh");
    assertThat(rookery(shell, "sample", "-mf", "runs/qed", "-n", "10").lines())
        .as("a run needs nothing of what the jar brings")
        .isEqualTo(told.subList(told.size() - 10, told.size()));
  }

  @Test
  void aModelOfOnesOwnIsAFileOfSettings() throws Exception {
    Shell shell = extract(TUTORIAL);

    run(shell, "small.sh");

    assertThat(folder.resolve("runs/small/best/model.safetensors")).isNotEmptyFile();
    assertThat(folder.resolve("runs/small/experiment.conf")).content().contains("n-embd = 32");
  }

  @Test
  void aFieldIsAddedToTheEnvironment() throws Exception {
    Shell shell = extract(TUTORIAL);

    Shell.Result printed = run(shell, "print-fields.sh");

    assertThat(printed.out()).isEqualTo(Files.readString(folder.resolve("printed.txt")));
    assertThat(printed.out()).contains("    recurrent_state: (1, 10) float32\n");
  }

  @Test
  void aNetworkAndAScoreOfOnesOwnAreTrained() throws Exception {
    extract(TUTORIAL);
    Path molecules = folder.resolve("molecules.smi");
    Files.writeString(molecules, Files.readString(molecules).repeat(4)); // 2 % are the valid split
    Shell shell = extract("docs/policies.md");

    Shell.Result build = run(shell, "build.sh");
    assertThat(build.out() + build.err()).doesNotContain("warning:");
    Shell.Result tried = run(shell, "try-it.sh");

    assertThat(tried.out()).contains("policy tiny  (tiny-policy 1.0.0)", "hidden-size = 64");
    assertThat(folder.resolve("runs/tiny/molecules.csv")).content().hasLineCount(257);
  }
}
