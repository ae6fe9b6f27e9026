package dev.rookery.runtime.decoding;

import dev.rookery.api.model.Hypothesis;
import dev.rookery.api.model.SearchObserver;
import dev.rookery.api.text.Dictionary;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * One row's search as a picture in Graphviz's language: every hypothesis that was kept, some that
 * were not, and the way of the best one.
 */
final class BeamDrawing {

  private static final String BEGIN = "start";

  private final Dictionary dictionary;
  private final List<List<SearchObserver.Candidate>> steps = new ArrayList<>();

  BeamDrawing(Dictionary dictionary) {
    this.dictionary = dictionary;
  }

  void add(List<SearchObserver.Candidate> candidates) {
    steps.add(candidates);
  }

  /**
   * The picture.
   *
   * @param title above it, such as the context
   * @param finished the hypotheses that were found, best first
   */
  String dot(String title, List<Hypothesis> finished) {
    StringBuilder dot = new StringBuilder();
    dot.append("digraph beam {\n  rankdir=LR;\n  labelloc=t;\n");
    dot.append("  label=").append(quoted(title)).append(";\n");
    dot.append("  node [shape=box, style=rounded, fontname=\"sans-serif\"];\n");
    dot.append("  ").append(BEGIN).append(" [shape=point];\n");
    Set<String> best = bestWay(finished);
    for (int step = 0; step < steps.size(); step++) {
      List<SearchObserver.Candidate> candidates = steps.get(step);
      for (int place = 0; place < candidates.size(); place++) {
        SearchObserver.Candidate candidate = candidates.get(place);
        if (candidate.score() > Beam.NEVER) {
          draw(candidate, step, place, best, dot);
        }
      }
    }
    for (int i = 0; i < finished.size(); i++) {
      dot.append("  // finished %d: score %.4f%n".formatted(i + 1, finished.get(i).score()));
    }
    return dot.append("}\n").toString();
  }

  private void draw(
      SearchObserver.Candidate candidate,
      int step,
      int place,
      Set<String> best,
      StringBuilder dot) {
    String node = node(step, place);
    String before = step == 0 ? BEGIN : node(step - 1, candidate.parent());
    boolean onBestWay = best.contains(node);
    String label =
        dictionary.token(candidate.token())
            + String.format(Locale.ROOT, "\n%.3f", candidate.score());
    dot.append("  ").append(node).append(" [label=").append(quoted(label));
    dot.append(candidate.kept() ? "" : ", style=\"rounded,dashed\", color=gray, fontcolor=gray");
    dot.append(onBestWay ? ", penwidth=2, color=\"#1b6ac9\"" : "").append("];\n");
    dot.append("  ").append(before).append(" -> ").append(node);
    dot.append(" [label=").append(quoted(String.format(Locale.ROOT, "%.2f", candidate.logprob())));
    dot.append(candidate.kept() ? "" : ", style=dashed, color=gray, fontcolor=gray");
    dot.append(onBestWay ? ", penwidth=2, color=\"#1b6ac9\"" : "").append("];\n");
  }

  /** The nodes of the best finished hypothesis, found backwards from a place that ends as it. */
  private Set<String> bestWay(List<Hypothesis> finished) {
    if (finished.isEmpty()) {
      return Set.of();
    }
    int[] ids = finished.get(0).ids();
    int last = ids.length - 1;
    for (int place = 0; last < steps.size() && place < kept(last).size(); place++) {
      Set<String> way = way(ids, last, place);
      if (way.size() == ids.length) {
        return way;
      }
    }
    return Set.of();
  }

  private Set<String> way(int[] ids, int last, int end) {
    Set<String> way = new HashSet<>();
    int place = end;
    for (int step = last; step >= 0; step--) {
      SearchObserver.Candidate candidate = kept(step).get(place);
      if (candidate.token() != ids[step]) {
        return Set.of();
      }
      way.add(node(step, place));
      place = candidate.parent();
    }
    return way;
  }

  private List<SearchObserver.Candidate> kept(int step) {
    return steps.get(step).stream().filter(SearchObserver.Candidate::kept).toList();
  }

  private static String node(int step, int place) {
    return "s" + step + "_" + place;
  }

  private static String quoted(String text) {
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + '"';
  }
}
