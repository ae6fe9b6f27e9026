package dev.rookery.runtime.report;

import dev.rookery.api.UserException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/**
 * The report of a run as one file that needs no other: curves, final figures, sample replies, a
 * beam, the configuration and where everything came from. It follows the reader's light or dark
 * setting and can be printed.
 */
public final class HtmlReport {

  /** The name of the file in a run's folder. */
  public static final String NAME = "report.html";

  private final ReportData data;

  public HtmlReport(ReportData data) {
    this.data = data;
  }

  /**
   * Writes {@value #NAME}; a report that is there is replaced as a whole.
   *
   * @return the file
   * @throws UserException if it cannot be written
   */
  public Path write(Path runFolder) {
    Path file = runFolder.resolve(NAME);
    try {
      Path beside = runFolder.resolve(NAME + ".new");
      Files.writeString(beside, html());
      return Files.move(
          beside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UserException("cannot write " + file + ": " + e.getMessage(), e);
    }
  }

  /** The page. */
  public String html() {
    StringBuilder page = new StringBuilder();
    page.append("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
    page.append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
    page.append("<title>").append(Html.escape(data.name())).append(" · Rookery</title>\n");
    page.append("<style>\n").append(resource("report.css")).append("</style>\n</head>\n<body>\n");
    page.append(head());
    page.append("<main>\n").append(curves());
    page.append(new FinalMetricsTable(data.finalMetricsTitle(), data.finalMetrics()).html());
    page.append(new SampleReplies(data.samples()).html());
    data.best().ifPresent(best -> page.append(best.html()));
    data.beam().ifPresent(tree -> page.append(new BeamPicture(tree).html()));
    page.append(provenance()).append(configuration());
    page.append("</main>\n<script>\n").append(resource("report.js"));
    return page.append("</script>\n</body>\n</html>\n").toString();
  }

  private String head() {
    StringBuilder out = new StringBuilder("<header>\n<h1>");
    out.append(Html.escape(data.name())).append("</h1>\n<p class=\"status ");
    out.append(data.status().name().toLowerCase(Locale.ROOT).replace('_', '-')).append("\">");
    out.append(Html.escape(data.status().words())).append("</p>\n<dl class=\"facts\">");
    out.append(fact("task", data.task())).append(fact("model", data.model()));
    data.keyFigures().forEach((what, figure) -> out.append(fact(what, figure)));
    return out.append("</dl>\n</header>\n").toString();
  }

  private static String fact(String what, String value) {
    return "<div><dt>" + Html.escape(what) + "</dt><dd>" + Html.escape(value) + "</dd></div>";
  }

  private String curves() {
    List<Curves.OfMetric> all = Curves.of(data.history());
    if (all.isEmpty()) {
      return "";
    }
    StringBuilder first = new StringBuilder();
    StringBuilder more = new StringBuilder();
    for (Curves.OfMetric each : all) {
      (each.isFirst() ? first : more).append(new CurveChart(each).html());
    }
    String section =
        "<section>\n<h2>Curves over updates</h2>\n<div class=\"charts\">\n" + first + "</div>\n";
    if (!more.isEmpty()) {
      section +=
          "<details"
              + (first.isEmpty() ? " open" : "")
              + "><summary>More curves</summary>\n<div class=\"charts\">\n"
              + more
              + "</div>\n</details>\n";
    }
    return section + "</section>\n";
  }

  private String provenance() {
    if (data.provenance().isEmpty()) {
      return "";
    }
    StringBuilder rows = new StringBuilder();
    for (Map.Entry<String, String> entry : data.provenance().entrySet()) {
      rows.append("<tr><th scope=\"row\">").append(Html.escape(entry.getKey()));
      rows.append("</th><td><code>").append(Html.escape(entry.getValue()));
      rows.append("</code></td></tr>\n");
    }
    return "<section>\n<h2>Provenance</h2>\n<table class=\"provenance\">\n"
        + rows
        + "</table>\n</section>\n";
  }

  private String configuration() {
    if (data.configuration().isBlank()) {
      return "";
    }
    return "<section>\n<h2>Configuration</h2>\n<pre>"
        + Html.escape(data.configuration().strip())
        + "</pre>\n</section>\n";
  }

  private static String resource(String name) {
    try (InputStream in =
        Objects.requireNonNull(HtmlReport.class.getResourceAsStream(name), name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
