package dev.rookery.runtime.report;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** The best sequences of a run with their pictures, and how scores were spread at both ends. */
public final class BestSequences {

  private static final int BINS = 20;
  private static final int WIDTH = 420;
  private static final int HEIGHT = 140;
  private static final int FOOT = 18;

  /**
   * A sequence.
   *
   * @param picture SVG of what it stands for
   */
  public record Best(String text, double score, Optional<String> picture) {}

  private final List<Best> best;
  private final List<Double> first;
  private final List<Double> last;

  /**
   * Makes the section.
   *
   * @param best the best first
   * @param first scores of the first sequences
   * @param last scores of the last ones
   */
  public BestSequences(List<Best> best, List<Double> first, List<Double> last) {
    this.best = List.copyOf(best);
    this.first = List.copyOf(first);
    this.last = List.copyOf(last);
  }

  String html() {
    if (best.isEmpty()) {
      return "";
    }
    StringBuilder out = new StringBuilder("<section>\n<h2>Best sequences</h2>\n");
    out.append("<div class=\"best\">\n");
    for (Best each : best) {
      out.append("<figure>");
      each.picture().ifPresent(svg -> out.append(inline(svg)));
      out.append("<figcaption><strong>");
      out.append(String.format(Locale.ROOT, "%.3f", each.score()));
      out.append("</strong> <code>").append(Html.escape(each.text()));
      out.append("</code></figcaption></figure>\n");
    }
    out.append("</div>\n<h3>Scores of the first ").append(first.size());
    out.append(" and the last ").append(last.size()).append("</h3>\n");
    return out.append(histogram()).append("</section>\n").toString();
  }

  /** SVG inside a page has no prologue. */
  private static String inline(String svg) {
    int begin = svg.indexOf("<svg");
    return begin < 0 ? "" : svg.substring(begin);
  }

  private String histogram() {
    double highest =
        Math.max(
            1e-9,
            Stream.concat(first.stream(), last.stream())
                .mapToDouble(Double::doubleValue)
                .max()
                .orElse(1));
    int[] before = counts(first, highest);
    int[] after = counts(last, highest);
    int most = 1;
    for (int bin = 0; bin < BINS; bin++) {
      most = Math.max(most, Math.max(before[bin], after[bin]));
    }
    StringBuilder svg =
        new StringBuilder(
            "<svg class=\"histogram\" role=\"img\" viewBox=\"0 0 %d %d\" width=\"%d\">"
                .formatted(WIDTH, HEIGHT + FOOT, WIDTH));
    svg.append("<title>How often each score was reached, before and after learning</title>");
    double wide = (double) WIDTH / BINS;
    for (int bin = 0; bin < BINS; bin++) {
      svg.append(bar("before", bin * wide, wide / 2, before[bin], most));
      svg.append(bar("after", bin * wide + wide / 2, wide / 2, after[bin], most));
    }
    svg.append("<text x=\"0\" y=\"%d\">0</text>".formatted(HEIGHT + FOOT - 4));
    svg.append(
        String.format(
            Locale.ROOT,
            "<text x=\"%d\" y=\"%d\" text-anchor=\"end\">%.3g</text>",
            WIDTH,
            HEIGHT + FOOT - 4,
            highest));
    return svg.append("</svg>\n").toString();
  }

  private static int[] counts(List<Double> scores, double highest) {
    int[] counts = new int[BINS];
    for (double score : scores) {
      int bin = (int) (Math.max(0, score) / highest * BINS);
      counts[Math.min(bin, BINS - 1)]++;
    }
    return counts;
  }

  private static String bar(String what, double x, double width, int count, int most) {
    double height = (double) HEIGHT * count / most;
    return String.format(
        Locale.ROOT,
        "<rect class=\"%s\" x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\"/>",
        what,
        x,
        HEIGHT - height,
        width - 1,
        height);
  }
}
