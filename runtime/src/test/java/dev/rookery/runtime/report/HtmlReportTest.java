package dev.rookery.runtime.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rookery.runtime.decoding.BeamTree;
import dev.rookery.runtime.tracking.MetricsRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HtmlReportTest {

  @TempDir Path folder;

  /** A training that looks like a real one. */
  private static List<MetricsRecord> history(int updates) {
    Random random = new Random(7);
    List<MetricsRecord> history = new ArrayList<>();
    for (int update = 10; update <= updates; update += 10) {
      double loss = 3.2 + 5 * Math.exp(-update / 400.0) + 0.15 * random.nextGaussian();
      Map<String, Double> values = new LinkedHashMap<>();
      values.put("loss", loss);
      values.put("ppl", Math.exp(loss));
      values.put("token_acc", 0.4 - 0.35 * Math.exp(-update / 900.0));
      values.put("lr", 0.001 * Math.min(1, update / 500.0));
      values.put("gnorm", 1 + random.nextDouble());
      values.put("tps", 9000 + 500 * random.nextGaussian());
      values.put("exs", 320.0);
      history.add(new MetricsRecord("train", update, Instant.EPOCH, values));
      if (update % 500 == 0) {
        double valid = 3.4 + 5 * Math.exp(-update / 420.0) + 0.00008 * update;
        history.add(
            new MetricsRecord(
                "valid",
                update,
                Instant.EPOCH,
                Map.of(
                    "loss",
                    valid,
                    "ppl",
                    Math.exp(valid),
                    "a/ppl",
                    2.0,
                    "f1",
                    0.1 + update / 5e4)));
      }
    }
    return history;
  }

  /** Two steps of two hypotheses; what is pruned at the first step isn't gone on with. */
  private static BeamTree beam() {
    return new BeamTree(
        "what <now>?",
        List.of(
            List.of(
                node(0, 0, "go", -0.5, true, true),
                node(1, 0, "<b>", -0.9, true, false),
                node(2, 0, "stay", -3, false, false)),
            List.of(
                node(0, 0, "on", -0.6, true, true),
                node(1, 1, "on", -1.2, true, false),
                node(2, 1, "off", -4, false, false))),
        List.of(new BeamTree.Finished("go on", -0.6), new BeamTree.Finished("<b> on", -1.2)));
  }

  private static BeamTree.Node node(
      int place, int parent, String token, double score, boolean kept, boolean best) {
    return new BeamTree.Node(place, parent, token, -0.1, score, kept, best);
  }

  private static ReportData data(List<MetricsRecord> history) {
    Map<String, Double> metrics = new LinkedHashMap<>();
    metrics.put("ppl", 41.5);
    metrics.put("a/ppl", 40.0);
    metrics.put("b/ppl", 43.0);
    metrics.put("f1", 0.15);
    return new ReportData(
        "tga <first>",
        ReportData.Status.FINISHED,
        "persona-sim",
        "generator / example-tga",
        Map.of("best ppl", "41.5"),
        history,
        metrics,
        "valid, best checkpoint",
        List.of(
            new ReportData.Sample("hi & hello", List.of("Hi!"), "hi"),
            new ReportData.Sample("what now?", List.of("go on"), "<b>go")),
        Optional.of(beam()),
        Optional.of(
            new BestSequences(
                List.of(new BestSequences.Best("C<C", 0.75, Optional.of("<?xml?><svg id=\"m\"/>"))),
                List.of(0.1, 0.2),
                List.of(0.7, 0.8))),
        "task { name = \"persona-sim\" }",
        Map.of("seed", "42"));
  }

  @Test
  void showsTheBestSequencesWithTheirPictures() {
    assertThat(new HtmlReport(data(history(10))).html())
        .contains("<h2>Best sequences</h2>", "<svg id=\"m\"/>", "C&lt;C", "0.750")
        .doesNotContain("<?xml?>")
        .contains("Scores of the first 2 and the last 2");
  }

  @Test
  void writesOnePageThatNeedsNoOther() throws IOException {
    Path file = new HtmlReport(data(history(4000))).write(folder);

    String html = Files.readString(file);
    assertThat(file).hasFileName("report.html");
    assertThat(html)
        .contains("<title>tga &lt;first&gt;", "task { name = &quot;persona-sim&quot; }", "seed")
        .contains("hi &amp; hello", "&lt;b&gt;go", "F1 .5000", ">right<")
        .doesNotContain("http://", "https://", "src=", "@import", "<link", "url(", "<first>");
    assertThat(folder.toFile().list()).containsExactly("report.html");
  }

  @Test
  void drawsABeamWithItsKeptAndPrunedHypotheses() {
    String html = new HtmlReport(data(history(100))).html();
    String section = html.substring(html.indexOf("<h2>One search"));
    String svg = section.substring(section.indexOf("<svg"), section.indexOf("</svg>"));

    assertThat(svg.split("<rect", -1)).hasSize(1 + 6);
    assertThat(svg.split("<path class=\"best\"", -1)).hasSize(1 + 2);
    assertThat(svg.split("<g class=\"pruned\"", -1)).hasSize(1 + 2);
    assertThat(svg).contains(">stay</text>", ">-3.00</text>", ">&lt;b&gt;</text>");
    assertThat(section)
        .contains("what &lt;now&gt;?", "<li>go on <small>score -0.6000</small></li>")
        .doesNotContain("steps are left out");
  }

  @Test
  void linesOfABeamBeginAtTheBoxThatIsGoneOnWith() {
    String svg = new BeamPicture(beam()).html();
    double[] first = numbers(svg, "<rect x=\"([\\d.]+)\" y=\"([\\d.]+)\" width=\"([\\d.]+)", 1);
    double[] line = numbers(svg, "<path class=\"kept\" d=\"M([\\d.]+) ([\\d.]+) C", 1);

    // the second kept line goes from the second box of the first step
    assertThat(line[0]).isEqualTo(first[0] + first[2]);
    assertThat(line[1]).isEqualTo(first[1] + 16);
  }

  /** The numbers of the match with this index, counted from 0. */
  private static double[] numbers(String text, String pattern, int index) {
    MatchResult match = Pattern.compile(pattern).matcher(text).results().toList().get(index);
    double[] numbers = new double[match.groupCount()];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = Double.parseDouble(match.group(i + 1));
    }
    return numbers;
  }

  @Test
  void drawsACurveForEachPhase() {
    String html = new HtmlReport(data(history(4000))).html();
    String chart =
        html.substring(html.indexOf("aria-label=\"ppl"), html.indexOf("aria-label=\"token_acc"));

    assertThat(chart).contains("class=\"series train\"", "class=\"series valid\"");
    assertThat(chart.split("<circle", -1)).hasSize(1 + 8); // the eight validations are marked
    assertThat(html)
        .doesNotContain("aria-label=\"exs")
        .contains("More curves", "aria-label=\"gnorm");
    assertThat(html).contains("<th scope=\"col\" class=\"number\">b</th>");
  }

  @Test
  void aRunThatDivergedSaysSo() {
    List<MetricsRecord> history =
        List.of(
            new MetricsRecord("train", 1, Instant.EPOCH, Map.of("loss", 5.0)),
            new MetricsRecord("train", 2, Instant.EPOCH, Map.of("loss", Double.NaN)),
            new MetricsRecord("train", 3, Instant.EPOCH, Map.of("loss", 6.0)));

    assertThat(new HtmlReport(data(history)).html())
        .contains("1 not finite")
        .doesNotContain(",NaN");
  }

  @Test
  void aRunWithoutAnythingHasAReportToo() {
    ReportData empty =
        new ReportData(
            "empty",
            ReportData.Status.RUNNING,
            "t",
            "m",
            Map.of(),
            List.of(),
            Map.of(),
            "",
            List.of(),
            Optional.empty(),
            Optional.empty(),
            "",
            Map.of());

    assertThat(new HtmlReport(empty).html()).contains("<h1>empty</h1>").doesNotContain("<section>");
  }

  @Test
  void longCurvesAreAveraged() {
    List<Curve.Point> points = new ArrayList<>();
    for (int i = 0; i < 1000; i++) {
      points.add(Curve.Point.of(i, i % 2));
    }
    Curve thin = new Curve("train", points, 0).thinned();

    assertThat(thin.points()).hasSize(200);
    assertThat(thin.last().update()).isEqualTo(999);
    assertThat(thin.last().least()).isZero();
    assertThat(thin.last().most()).isEqualTo(1);
    assertThat(thin.isAveraged()).isTrue();
  }

  @Test
  void axesCoverTheirValuesWithRoundNumbers() {
    assertThat(Axis.covering(0.12, 0.47, 0, 100).ticks()).first().isEqualTo(0.1);
    assertThat(Axis.covering(0.12, 0.47, 0, 100).at(0.5)).isEqualTo(100);
    Axis wide = Axis.logarithmicIfWide(22, 4500, 0, 100);
    assertThat(wide.logarithmic()).isTrue();
    assertThat(wide.ticks())
        .map(Math::round)
        .containsExactly(20L, 50L, 100L, 200L, 500L, 1000L, 2000L, 5000L);
    assertThat(Axis.logarithmicIfWide(2, 2e6, 0, 100).ticks())
        .map(Math::round)
        .containsExactly(10L, 100L, 1000L, 10_000L, 100_000L, 1_000_000L);
    assertThat(Axis.logarithmicIfWide(2, 8, 0, 100).logarithmic()).isFalse();
    Axis flat = Axis.covering(0.001, 0.001, 0, 100);
    assertThat(flat.at(0.001)).isBetween(1.0, 99.0);
    assertThat(Axis.ofUpdates(5, 5, 0, 100).at(5)).isEqualTo(50);
    assertThat(Axis.ofUpdates(10, 4000, 0, 100).ticks())
        .containsExactly(1000.0, 2000.0, 3000.0, 4000.0);
  }
}
