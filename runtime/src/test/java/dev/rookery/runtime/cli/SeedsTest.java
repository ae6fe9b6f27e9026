package dev.rookery.runtime.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rookery.registry.FileTrees;
import dev.rookery.runtime.learning.policy.MoleculesFile;
import dev.rookery.runtime.policy.TinyPolicy;
import dev.rookery.runtime.tracking.MetricsFile;
import dev.rookery.runtime.tracking.MetricsRecord;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several seeds in one command: what is trained, compared, gone on with and refused. */
final class SeedsTest {

  @TempDir Path folder;
  private final PrintStream standardError = System.err;
  private final ByteArrayOutputStream said = new ByteArrayOutputStream();
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private List<String> tiny;
  private Path run;

  @BeforeEach
  void prepare() throws IOException {
    Path vocabulary =
        Files.write(folder.resolve("tokens.txt"), List.of("EOS", "GO", "C", "N", "O"));
    run = folder.resolve("runs/tiny");
    tiny =
        TinyPolicy.settings(
            "-m",
            "policy",
            "agent.vocabulary=" + vocabulary,
            "learner.name=reinforce",
            "learner.score=qed",
            "learner.num-envs=12",
            "learner.max-sequences=40");
    System.setErr(new PrintStream(said, true, StandardCharsets.UTF_8));
  }

  @AfterEach
  void putBack() {
    System.setErr(standardError);
  }

  private int cli(String... arguments) {
    out.getBuffer().setLength(0);
    err.getBuffer().setLength(0);
    said.reset();
    return new RookeryCli(new RunWork(), new PrintWriter(out, true), new PrintWriter(err, true))
        .execute(arguments);
  }

  private int train(String... more) {
    List<String> arguments = new ArrayList<>(List.of("train"));
    arguments.addAll(tiny);
    arguments.addAll(List.of("--run", run.toString()));
    arguments.addAll(List.of(more));
    return cli(arguments.toArray(String[]::new));
  }

  private String said() {
    return said.toString(StandardCharsets.UTF_8);
  }

  private byte[] molecules(String seed) throws IOException {
    return Files.readAllBytes(run.resolve(seed).resolve(MoleculesFile.NAME));
  }

  @Test
  void trainsOnceWithEachSeedAndComparesThem() throws IOException {
    assertThat(train("--seeds", "3,1")).as(err.toString()).isZero();

    assertThat(said())
        .containsSubsequence("seed 3 (1 of 2)", "done", "seed 1 (2 of 2)", "done")
        .contains("train 100%"); // the last round is shown
    assertThat(molecules("seed-3")).isNotEqualTo(molecules("seed-1"));
    assertThat(run.resolve("seed-3/experiment.conf"))
        .content()
        .contains("seed = 3  # command line: --seeds 3,1")
        .doesNotContain("seeds =");
    List<String> lines = out.toString().lines().toList();
    assertThat(lines.get(0)).isEqualTo("final figures:");
    assertThat(lines.get(1).strip().split(" {2,}"))
        .containsExactly("seed 3", "seed 1", "mean", "sd");
    assertThat(lines.get(lines.size() - 1)).isEqualTo(run.toString());
    JsonNode json = new ObjectMapper().readTree(run.resolve("seeds.json").toFile());
    assertThat(json.path("seeds")).extracting(JsonNode::asLong).containsExactly(3L, 1L);
    Map<String, Double> third = last(run.resolve("seed-3"));
    assertThat(json.path("figures").fieldNames())
        .toIterable()
        .containsExactlyInAnyOrderElementsOf(third.keySet())
        .contains("score_first", "score_last", "top1", "top10", "top100")
        .contains("auc_top1", "auc_top10", "auc_top100", "valid");
    JsonNode top = json.path("figures").path("auc_top10");
    assertThat(top.path("values").get(0).asDouble()).isEqualTo(third.get("auc_top10"));
    assertThat(top.path("mean").asDouble())
        .isCloseTo(
            (top.path("values").get(0).asDouble() + top.path("values").get(1).asDouble()) / 2,
            within(1e-12));
  }

  private static Map<String, Double> last(Path run) {
    List<MetricsRecord> records = new MetricsFile(run.resolve(MetricsFile.NAME)).read();
    return records.get(records.size() - 1).values();
  }

  @Test
  void eachIsARunLikeAnyOther() {
    assertThat(train("--seeds", "1,3")).as(err.toString()).isZero();

    assertThat(cli("sample", "-mf", run.resolve("seed-1").toString(), "-n", "2"))
        .as(err.toString())
        .isZero();
    assertThat(cli("runs", "list", run.getParent().toString())).isZero();
    assertThat(out.toString())
        .containsPattern("tiny/seed-1 +finished .* score qed +\\d+ +score .*top10 .*sequences 40")
        .contains("tiny/seed-3");
    assertThat(cli("runs", "compare", run.resolve("seed-1") + "", run.resolve("seed-3") + ""))
        .isZero();
    assertThat(out.toString())
        .containsPattern("run.seed +1 +3\\n")
        .containsSubsequence("final figures:", "auc_top10", "newest round", "score ")
        .doesNotContain("newest validation");
    assertThat(cli("sample", "-mf", run.toString())).isEqualTo(2);
    assertThat(err.toString())
        .contains("holds the runs of several seeds; name one of them", "seed-1");
  }

  @Test
  void allOfThemAreListedShownAndComparedAsOne() throws IOException {
    assertThat(train("--seeds", "3,1")).as(err.toString()).isZero();
    List<String> table = out.toString().lines().filter(line -> !line.startsWith("/")).toList();
    JsonNode means = new ObjectMapper().readTree(run.resolve("seeds.json").toFile());
    double top = means.path("figures").path("top10").path("mean").asDouble();

    assertThat(cli("runs", "list", run.getParent().toString())).isZero();
    assertThat(out.toString().lines().skip(1).map(line -> line.split(" ")[0]))
        .containsExactly("tiny", "tiny/seed-1", "tiny/seed-3");
    assertThat(out.toString().lines().skip(1).findFirst().orElseThrow())
        .containsPattern("tiny +finished .* score qed +8 +mean of 2: +score_last .*sequences 40")
        .contains("top10 " + Figures.shown(top));
    assertThat(cli("runs", "show", run.toString())).as(err.toString()).isZero();
    assertThat(out.toString())
        .startsWith(run + ": finished, policy, score qed, 8 updates")
        .contains(String.join("\n", table))
        .contains(run.resolve("seed-3") + ": finished", "seeds = [3, 1]");
    assertThat(cli("runs", "show", "--json", run.toString())).isZero();
    JsonNode shown = new ObjectMapper().readTree(out.toString());
    assertThat(shown.path("seeds")).isEqualTo(means.path("seeds"));
    assertThat(shown.path("figures")).isEqualTo(means.path("figures"));
    assertThat(cli("runs", "compare", run.toString(), run.resolve("seed-3").toString())).isZero();
    assertThat(out.toString())
        .containsPattern("run.seeds +\\[3, 1\\] +-\\n")
        .containsPattern(" top10 +" + Figures.shown(top) + " ");

    // as if the training had been ended before the second
    FileTrees.deleteQuietly(run.resolve("seed-1"));
    assertThat(cli("runs", "list", run.getParent().toString())).isZero();
    assertThat(out.toString()).containsPattern("tiny +1 of 2 .*mean of 1: ");
  }

  @Test
  void whatAPolicyMakesNoUseOfIsNotShown() {
    assertThat(train()).as(err.toString()).isZero();

    assertThat(cli("runs", "show", run.toString())).as(err.toString()).isZero();
    assertThat(out.toString())
        .startsWith(run + ": finished, policy, score qed, 4 updates")
        .contains("learner {", "name = qed", "agent {", "run {", "seed = ")
        .contains("(without data, decode, eval, of which it made no use)")
        .doesNotContain("search = greedy", "ppl-words", "decode {");
  }

  @Test
  void goesOnWithWhatIsMissing() throws IOException {
    assertThat(train("--seeds", "1,2,3")).as(err.toString()).isZero();
    String experiment = Files.readString(run.resolve("seeds.conf"));
    assertThat(experiment).contains("seeds = [1, 2, 3]  # command line: --seeds 1,2,3\n");
    byte[] second = molecules("seed-2");
    byte[] third = molecules("seed-3");
    // as if the second had been killed, and the third not begun
    Path provenance = run.resolve("seed-2/provenance.json");
    Files.writeString(provenance, Files.readString(provenance).replace("\"ending\"", "\"x\""));
    FileTrees.deleteQuietly(run.resolve("seed-3"));
    Files.delete(run.resolve("seeds.json"));

    assertThat(cli("train", "--resume", "--run", run.toString())).as(err.toString()).isZero();

    assertThat(said())
        .containsSubsequence("seed 2 (2 of 3)", "seed 3 (3 of 3)")
        .doesNotContain("seed 1 (");
    assertThat(molecules("seed-2")).isEqualTo(second);
    assertThat(molecules("seed-3")).isEqualTo(third);
    assertThat(run.resolve("seeds.json")).isRegularFile();
    assertThat(run.resolve("seeds.conf")).hasContent(experiment);

    // given more to do, all go on
    assertThat(cli("train", "--resume", "--run", run.toString(), "--max-sequences", "60"))
        .as(err.toString())
        .isZero();
    assertThat(said()).contains("seed 1 (1 of 3)");
    assertThat(MoleculesFile.read(run.resolve("seed-1"))).hasSize(60);
    assertThat(run.resolve("seeds.conf"))
        .hasContent(
            experiment.replaceAll(
                "max-sequences = 40 .*", "max-sequences = 60  # command line: --max-sequences 60"));
  }

  @Test
  void aFolderThatHoldsRunsIsNotOverwritten() throws IOException {
    assertThat(train("--seeds", "1")).as(err.toString()).isZero();
    assertThat(out.toString()).containsPattern(" top10 +[0-9.]+ +[0-9.]+ +-\\n");

    assertThat(train("--seeds", "1")).isEqualTo(1);
    assertThat(err.toString()).contains("holds the runs of several seeds already", "--resume");
    assertThat(train()).isEqualTo(1);
    assertThat(err.toString()).contains("holds the runs of several seeds already");

    assertThat(train("--seeds", "2", "--fresh")).as(err.toString()).isZero();
    assertThat(run.resolve("seed-1")).doesNotExist();
    try (Stream<Path> runs = Files.list(run.getParent())) {
      assertThat(runs).anyMatch(path -> Files.exists(path.resolve("seed-1/molecules.csv")));
    }
  }

  @Test
  void aSingleRunIsNoPlaceForSeveralSeeds() {
    assertThat(train()).as(err.toString()).isZero();

    assertThat(train("--seeds", "1,2")).isEqualTo(1);
    assertThat(err.toString().lines()).hasSize(1);
    assertThat(err.toString()).contains(run + " holds a run already", "another name");
    assertThat(cli("train", "--resume", "--run", run.toString(), "--seeds", "1,2")).isEqualTo(2);
    assertThat(err.toString()).contains(run + " holds one run, which can't go on with several");
    assertThat(run.resolve("seeds.conf")).doesNotExist();
  }

  @Test
  void aStartThatFailsLeavesNothing() {
    assertThat(train("--seeds", "1,2", "agent.vocabulary=" + folder.resolve("none"))).isNotZero();
    assertThat(run).doesNotExist();
  }

  @Test
  void wrongSeedsAreOneLineEach() {
    assertThat(problem("--seeds", "1,2,1")).contains("--seeds 1,2,1", "must not name a seed twice");
    assertThat(problem("--seeds", "1,01")).contains("must not name a seed twice");
    assertThat(problem("run.seeds=[]")).contains("run.seeds", "must name at least one seed");
    assertThat(problem("--seeds", "1,,2")).contains("must be whole numbers");
    assertThat(problem("--seeds", "a")).contains("must be whole numbers");
    assertThat(problem("--seeds", "1,2", "run.seed=3"))
        .contains("run.seeds (command line: --seeds 1,2)", "run.seed (command line: run.seed=3)");
  }

  private String problem(String... more) {
    assertThat(train(more)).isEqualTo(2);
    assertThat(err.toString().lines()).hasSize(1);
    assertThat(run).doesNotExist();
    return err.toString();
  }
}
