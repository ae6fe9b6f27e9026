package dev.rookery.runtime.decoding;

import java.util.List;
import java.util.Locale;

/** A search as a picture in Graphviz's language. */
final class BeamDrawing {

  private static final String BEGIN = "start";

  private final BeamTree tree;

  BeamDrawing(BeamTree tree) {
    this.tree = tree;
  }

  /** The picture, with the context above it. */
  String dot() {
    StringBuilder dot = new StringBuilder();
    dot.append("digraph beam {\n  rankdir=LR;\n  labelloc=t;\n");
    dot.append("  label=").append(quoted(tree.context())).append(";\n");
    dot.append("  node [shape=box, style=rounded, fontname=\"sans-serif\"];\n");
    dot.append("  ").append(BEGIN).append(" [shape=point];\n");
    for (int step = 0; step < tree.steps().size(); step++) {
      for (BeamTree.Node node : tree.steps().get(step)) {
        draw(node, step, dot);
      }
    }
    List<BeamTree.Finished> finished = tree.finished();
    for (int i = 0; i < finished.size(); i++) {
      dot.append(
          String.format(
              Locale.ROOT, "  // finished %d: score %.4f\n", i + 1, finished.get(i).score()));
    }
    return dot.append("}\n").toString();
  }

  private static void draw(BeamTree.Node node, int step, StringBuilder dot) {
    String name = name(step, node.place());
    String before = step == 0 ? BEGIN : name(step - 1, node.parent());
    String label = node.token() + String.format(Locale.ROOT, "\n%.3f", node.score());
    dot.append("  ").append(name).append(" [label=").append(quoted(label));
    dot.append(node.kept() ? "" : ", style=\"rounded,dashed\", color=gray, fontcolor=gray");
    dot.append(node.best() ? ", penwidth=2, color=\"#1b6ac9\"" : "").append("];\n");
    dot.append("  ").append(before).append(" -> ").append(name);
    dot.append(" [label=").append(quoted(String.format(Locale.ROOT, "%.2f", node.logprob())));
    dot.append(node.kept() ? "" : ", style=dashed, color=gray, fontcolor=gray");
    dot.append(node.best() ? ", penwidth=2, color=\"#1b6ac9\"" : "").append("];\n");
  }

  private static String name(int step, int place) {
    return "s" + step + "_" + place;
  }

  private static String quoted(String text) {
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + '"';
  }
}
