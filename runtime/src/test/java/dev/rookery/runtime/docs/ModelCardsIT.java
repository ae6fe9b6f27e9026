package dev.rookery.runtime.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The figures in the cards of our own models are those that their commands give. */
class ModelCardsIT {

  private static final Path MODELS = Shell.root().resolve("zoo-models/model");
  private static final Pattern EVALUATION =
      Pattern.compile(
          "```sh\\n"
              + "rookery ((?:eval|sample) [^\\n"
              + "]+)\\n"
              + "```\\n"
              + "\\n"
              + "\\| metric \\| value \\|\\n"
              + "\\| --- \\| --- \\|\\n"
              + "((?:\\|[^\\n"
              + "]+\\|\\n"
              + ")+)");
  private static final Pattern ROW = Pattern.compile("\\| (\\S+) \\| (\\S+) \\|");

  /**
   * Another processor adds up in another order: a reply in a thousand may come out differently, and
   * a loss near zero by some percent.
   */
  private static final double TOLERANCE = 0.002;

  /** One token that comes out differently makes another sequence of all that follows. */
  private static final double SAMPLING_TOLERANCE = 0.01;

  @TempDir private Path folder;
  private Shell shell;

  @BeforeEach
  void openShell() {
    shell = new Shell(folder, folder.resolve("no-plugins"));
  }

  static List<Path> cards() throws IOException {
    try (Stream<Path> files = Files.walk(MODELS)) {
      return files.filter(file -> file.endsWith("README.md")).sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("cards")
  void figuresAreThoseOfTheCommand(Path card) throws Exception {
    String text = Files.readString(card);
    Matcher evaluation = EVALUATION.matcher(text);
    int evaluations = 0;
    while (evaluation.find()) {
      evaluations++;
      List<String> command = new ArrayList<>(List.of(evaluation.group(1).split(" ")));
      command.addAll(List.of("--json", "--offline"));

      Shell.Result result = shell.rookery(command.toArray(String[]::new));

      assertThat(result.code()).as(result.err()).isZero();
      JsonNode json = new ObjectMapper().readTree(result.out());
      boolean sampled = command.get(0).equals("sample");
      JsonNode metrics = sampled ? json : json.path("metrics");
      Map<String, Double> expected = new LinkedHashMap<>();
      Matcher row = ROW.matcher(evaluation.group(2));
      while (row.find()) {
        expected.put(row.group(1), Double.valueOf(row.group(2)));
      }
      assertThat(expected)
          .containsKeys(
              sampled ? new String[] {"valid", "unique"} : new String[] {"accuracy", "ppl", "exs"});
      expected.forEach(
          (metric, value) ->
              assertThat(metrics.path(metric).asDouble(Double.NaN))
                  .as("%s of %s", metric, command)
                  .isCloseTo(value, within(tolerance(metric))));
    }
    assertThat(evaluations).as("evaluations in " + card).isPositive();
    assertThat(text)
        .as("what people have to write")
        .contains("## Intended use", "## Limits", "| Licence | ")
        .doesNotContain("To be written");
  }

  private static double tolerance(String metric) {
    return switch (metric) {
      case "exs" -> 0;
      case "valid", "unique" -> SAMPLING_TOLERANCE;
      default -> TOLERANCE;
    };
  }

  @Test
  void chatsWithAModelByItsName() throws Exception {
    Path lines = Files.writeString(folder.resolve("lines"), "what pet do you have ?\n");

    Shell.Result said =
        shell.run(
            List.of(
                "bash",
                "-c",
                "rookery chat -mf zoo:persona-transformer --persona 'i have a dog .' < " + lines));

    assertThat(said.code()).as(said.err()).isZero();
    assertThat(said.out()).contains("transformer: i have a dog .");
  }

  @Test
  void everyModelIsListedAndWhole() throws Exception {
    Shell.Result list = shell.rookery("zoo", "list", "--json");
    Shell.Result verified = shell.rookery("zoo", "verify", "--json");

    assertThat(new ObjectMapper().readTree(list.out())).hasSize(cards().size());
    assertThat(verified.code()).as(verified.out()).isZero();
  }
}
