package dev.rookery.runtime.report;

import dev.rookery.runtime.decoding.BeamTree;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * One search as a tree that grows to the right, a column for each step: the hypotheses that were
 * kept, the best of those that were pruned, and the way of the one that became the reply.
 */
final class BeamPicture {

  /** Steps that are drawn; a longer reply is no clearer. */
  private static final int MOST_STEPS = 40;

  /** Pruned hypotheses that are drawn at each step. */
  private static final int MOST_PRUNED = 3;

  private static final int ROW = 40;
  private static final int BOX = 32;
  private static final int GAP = 34;
  private static final int MARGIN = 8;
  private static final double LETTER = 7.4;
  private static final int NARROWEST = 58;
  private static final int MOST_LETTERS = 18;

  private final BeamTree tree;

  BeamPicture(BeamTree tree) {
    this.tree = tree;
  }

  String html() {
    StringBuilder out = new StringBuilder("<section>\n<h2>One search</h2>\n");
    out.append("<p class=\"meaning\">How the reply to one context was found: a column for each");
    out.append(" token, with the score of the hypothesis so far. Solid boxes were kept, dashed");
    out.append(" ones are the best that were pruned, and the marked way became the reply.");
    out.append(left() > 0 ? " " + left() + " more steps are left out." : "").append("</p>\n");
    out.append("<p class=\"context\">").append(Html.escape(tree.context())).append("</p>\n");
    out.append("<div class=\"scroll\">\n").append(svg()).append("</div>\n");
    return out.append(finished()).append("</section>\n").toString();
  }

  private int left() {
    return Math.max(0, tree.steps().size() - MOST_STEPS);
  }

  private String finished() {
    StringBuilder out = new StringBuilder("<ol class=\"finished\">\n");
    for (BeamTree.Finished one : tree.finished()) {
      out.append("<li>").append(Html.escape(one.text())).append(" <small>score ");
      out.append(number(one.score(), 4)).append("</small></li>\n");
    }
    return out.append("</ol>\n").toString();
  }

  private String svg() {
    List<List<BeamTree.Node>> columns = columns();
    int rows = columns.stream().mapToInt(List::size).max().orElse(1);
    int height = rows * ROW + 2 * MARGIN;
    StringBuilder lines = new StringBuilder();
    StringBuilder boxes = new StringBuilder();
    // where the lines of the next column begin: at the dot of the beginning, or at a box
    Map<Integer, double[]> before = new HashMap<>();
    double[] start = {MARGIN + 4, MARGIN + ROW / 2.0};
    double x = MARGIN + GAP;
    for (int step = 0; step < columns.size(); step++) {
      List<BeamTree.Node> column = columns.get(step);
      double width = width(column);
      Map<Integer, double[]> here = new HashMap<>();
      for (int row = 0; row < column.size(); row++) {
        BeamTree.Node node = column.get(row);
        double y = MARGIN + row * ROW + ROW / 2.0;
        double[] from = step == 0 ? start : before.getOrDefault(node.parent(), start);
        lines.append(line(node, from, x, y));
        boxes.append(box(node, x, y, width));
        here.put(node.place(), new double[] {x + width, y});
      }
      before = here;
      x += width + GAP;
    }
    double right = x - GAP + MARGIN;
    return "<svg class=\"beam\" role=\"img\" viewBox=\"0 0 %s %d\" style=\"width:%spx\">\n"
            .formatted(number(right, 0), height, number(right, 0))
        + "<title>Hypotheses of a beam search, step by step</title>\n"
        + "<circle cx=\"%s\" cy=\"%s\" r=\"4\"/>\n"
            .formatted(number(start[0], 1), number(start[1], 1))
        + lines
        + boxes
        + "</svg>\n";
  }

  /** The nodes that are drawn: all that were kept, in their places, and some that were not. */
  private List<List<BeamTree.Node>> columns() {
    List<List<BeamTree.Node>> columns = new ArrayList<>();
    for (List<BeamTree.Node> step : tree.steps().stream().limit(MOST_STEPS).toList()) {
      List<BeamTree.Node> column =
          new ArrayList<>(step.stream().filter(BeamTree.Node::kept).toList());
      step.stream()
          .filter(node -> !node.kept())
          .sorted(Comparator.comparingDouble(BeamTree.Node::score).reversed())
          .limit(MOST_PRUNED)
          .forEach(column::add);
      columns.add(column);
    }
    return columns;
  }

  private static double width(List<BeamTree.Node> column) {
    int letters = column.stream().mapToInt(node -> shown(node.token()).length()).max().orElse(0);
    return Math.max(NARROWEST, letters * LETTER + 18);
  }

  private static String line(BeamTree.Node node, double[] from, double x, double y) {
    double middle = (from[0] + x) / 2;
    return "<path class=\"%s\" d=\"M%s %s C%s %s %s %s %s %s\"/>\n"
        .formatted(
            kind(node),
            number(from[0], 1),
            number(from[1], 1),
            number(middle, 1),
            number(from[1], 1),
            number(middle, 1),
            number(y, 1),
            number(x, 1),
            number(y, 1));
  }

  private static String box(BeamTree.Node node, double x, double y, double width) {
    String centre = number(x + width / 2, 1);
    return ("<g class=\"%s\"><title>%s: log-probability %s, score %s</title>"
            + "<rect x=\"%s\" y=\"%s\" width=\"%s\" height=\"%d\" rx=\"6\"/>"
            + "<text x=\"%s\" y=\"%s\">%s</text>"
            + "<text class=\"score\" x=\"%s\" y=\"%s\">%s</text></g>\n")
        .formatted(
            kind(node),
            Html.escape(node.token()),
            number(node.logprob(), 3),
            number(node.score(), 3),
            number(x, 1),
            number(y - BOX / 2.0, 1),
            number(width, 1),
            BOX,
            centre,
            number(y - 2, 1),
            Html.escape(shown(node.token())),
            centre,
            number(y + 11, 1),
            number(node.score(), 2));
  }

  private static String shown(String token) {
    String visible = token.replace("\n", "\u21B5");
    return visible.codePointCount(0, visible.length()) <= MOST_LETTERS
        ? visible
        : visible.substring(0, visible.offsetByCodePoints(0, MOST_LETTERS - 1)) + "\u2026";
  }

  private static String kind(BeamTree.Node node) {
    return node.best() ? "best" : node.kept() ? "kept" : "pruned";
  }

  private static String number(double value, int digits) {
    String text = String.format(Locale.ROOT, "%." + digits + "f", value);
    return text.matches("-0\\.?0*") ? text.substring(1) : text;
  }
}
