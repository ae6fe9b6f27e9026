package dev.rookery.runtime.report;

import dev.rookery.runtime.metrics.MetricGlossary;
import dev.rookery.runtime.metrics.NumberFormat;
import java.util.List;
import java.util.Locale;
import java.util.StringJoiner;

/**
 * The curves of one metric as inline SVG with a head line. Colours come from the page's style, so
 * that the same drawing serves a light and a dark page. Each curve carries its points for the
 * page's script, which shows the values under the pointer.
 */
final class CurveChart {

  private static final double WIDTH = 480;
  private static final double HEIGHT = 230;
  private static final double LEFT = 52;
  private static final double RIGHT = 456;
  private static final double TOP = 10;
  private static final double BOTTOM = 204;

  /** With at most this many points each is marked. */
  private static final int MAX_MARKED = 40;

  private final Curves.OfMetric metric;
  private final MetricGlossary.Better better;
  private final List<Curve> curves;
  private final Axis x;
  private final Axis y;

  CurveChart(Curves.OfMetric metric) {
    this.metric = metric;
    this.better = MetricGlossary.better(metric.metric());
    this.curves = metric.curves().stream().map(Curve::thinned).toList();
    List<Curve.Point> points = curves.stream().flatMap(curve -> curve.points().stream()).toList();
    this.x =
        Axis.ofUpdates(
            points.stream().mapToLong(Curve.Point::update).min().orElseThrow(),
            points.stream().mapToLong(Curve.Point::update).max().orElseThrow(),
            LEFT,
            RIGHT);
    double least = points.stream().mapToDouble(Curve.Point::least).min().orElseThrow();
    double most = points.stream().mapToDouble(Curve.Point::most).max().orElseThrow();
    // What is to get small, such as perplexity, starts orders of magnitude above where it ends.
    this.y =
        better == MetricGlossary.Better.LOWER
            ? Axis.logarithmicIfWide(least, most, BOTTOM, TOP)
            : Axis.covering(least, most, BOTTOM, TOP);
  }

  String html() {
    StringBuilder out = new StringBuilder();
    String name = Html.escape(metric.metric());
    out.append("<figure class=\"chart\"><figcaption><b>").append(name).append("</b>");
    MetricGlossary.meaning(metric.metric())
        .map(Html::escape)
        .ifPresent(
            meaning ->
                out.append(
                    "<span class=\"meaning\" title=\"" + meaning + "\">" + meaning + "</span>"));
    out.append("</figcaption>").append(legend());
    out.append(
        String.format(
            Locale.ROOT,
            "<svg viewBox=\"0 0 %.0f %.0f\" role=\"img\" aria-label=\"%s over updates\">",
            WIDTH,
            HEIGHT,
            name));
    drawAxes(out);
    curves.forEach(curve -> drawCurve(curve, out));
    out.append("<line class=\"cursor\" y1=\"").append(number(TOP));
    out.append("\" y2=\"").append(number(BOTTOM)).append("\"/>");
    out.append("</svg></figure>\n");
    return out.toString();
  }

  private String legend() {
    StringBuilder out = new StringBuilder("<div class=\"legend\">");
    for (Curve curve : metric.curves()) {
      out.append("<span class=\"").append(style(curve)).append("\"><i></i>");
      out.append(Html.escape(curve.phase()));
      out.append(" <output>").append(NumberFormat.format(curve.last().value()));
      out.append("</output>").append(best(curve)).append(missing(curve)).append("</span>");
    }
    return out.append("<span class=\"at\"></span></div>").toString();
  }

  private String best(Curve curve) {
    if (!curve.phase().equals("valid")
        || better == MetricGlossary.Better.NEITHER
        || curve.points().size() < 2) {
      return "";
    }
    Curve.Point best = curve.best(better == MetricGlossary.Better.LOWER);
    return String.format(
        Locale.ROOT,
        "<small>best %s at %,d</small>",
        NumberFormat.format(best.value()),
        best.update());
  }

  private static String missing(Curve curve) {
    return curve.missing() == 0
        ? ""
        : "<small class=\"warning\">" + curve.missing() + " not finite</small>";
  }

  private void drawAxes(StringBuilder out) {
    out.append("<g class=\"grid\">");
    for (double tick : y.ticks()) {
      String at = number(y.at(tick));
      out.append(line(number(LEFT), at, number(RIGHT), at));
      out.append(text(LEFT - 8, y.at(tick) + 4, "end", NumberFormat.format(round(tick))));
    }
    for (double tick : x.ticks()) {
      out.append(
          text(x.at(tick), BOTTOM + 18, "middle", String.format(Locale.ROOT, "%,d", (long) tick)));
    }
    out.append("</g>");
  }

  /** Steps add up to 0.30000000000000004 and the like. */
  private static double round(double tick) {
    return Math.abs(tick) < 1e-12 ? 0 : tick;
  }

  private void drawCurve(Curve curve, StringBuilder out) {
    out.append("<g class=\"").append(style(curve)).append("\" data-points=\"");
    StringJoiner data = new StringJoiner(";");
    StringJoiner path = new StringJoiner(" ");
    for (Curve.Point point : curve.points()) {
      String px = number(x(point));
      String py = number(y.at(point.value()));
      path.add(px + "," + py);
      data.add(px + "," + py + "," + point.update() + "," + NumberFormat.format(point.value()));
    }
    out.append(data).append("\">");
    if (curve.isAveraged()) {
      out.append("<polygon points=\"").append(band(curve)).append("\"/>");
    }
    out.append("<polyline points=\"").append(path).append("\"/>");
    if (curve.points().size() <= MAX_MARKED) {
      curve.points().forEach(point -> out.append(mark(point)));
    }
    out.append("</g>");
  }

  /** Around a curve of means: the least and the most of what was averaged. */
  private String band(Curve curve) {
    StringJoiner outline = new StringJoiner(" ");
    for (Curve.Point point : curve.points()) {
      outline.add(number(x(point)) + "," + number(y.at(point.most())));
    }
    for (int i = curve.points().size() - 1; i >= 0; i--) {
      Curve.Point point = curve.points().get(i);
      outline.add(number(x(point)) + "," + number(y.at(point.least())));
    }
    return outline.toString();
  }

  private String mark(Curve.Point point) {
    return String.format(
        Locale.ROOT, "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"2.6\"/>", x(point), y.at(point.value()));
  }

  private double x(Curve.Point point) {
    return x.at((double) point.update());
  }

  private static String style(Curve curve) {
    return switch (curve.phase()) {
      case "train", "valid", "test" -> "series " + curve.phase();
      default -> "series other";
    };
  }

  private static String line(String x1, String y1, String x2, String y2) {
    return "<line x1=\"" + x1 + "\" y1=\"" + y1 + "\" x2=\"" + x2 + "\" y2=\"" + y2 + "\"/>";
  }

  private static String text(double x, double y, String anchor, String words) {
    return String.format(
        Locale.ROOT,
        "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">%s</text>",
        x,
        y,
        anchor,
        Html.escape(words));
  }

  private static String number(double coordinate) {
    return String.format(Locale.ROOT, "%.1f", coordinate);
  }
}
