package dev.rookery.runtime.decoding;

import dev.rookery.api.model.Hypothesis;
import dev.rookery.api.model.SearchObserver;
import dev.rookery.api.text.Dictionary;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * One row's search: every hypothesis that was kept, some that were not, and the way of the best
 * one.
 *
 * @param context what was answered
 * @param steps by step, the ways on that were considered: those that were kept first
 * @param finished the hypotheses that were found, best first
 */
public record BeamTree(String context, List<List<Node>> steps, List<Finished> finished) {

  /**
   * A way on.
   *
   * @param place of its hypothesis at this step, by which the next step's nodes name it
   * @param parent the place of the hypothesis of the step before that it continues
   * @param token its next token
   * @param logprob natural log-probability of the token
   * @param score of the hypothesis with the token, before the length is taken into account
   * @param kept whether it stayed in the beam
   * @param best whether the best finished hypothesis went this way
   */
  public record Node(
      int place,
      int parent,
      String token,
      double logprob,
      double score,
      boolean kept,
      boolean best) {}

  /** A reply and the score by which it was chosen. */
  public record Finished(String text, double score) {}

  public BeamTree {
    steps = steps.stream().map(List::copyOf).toList();
    finished = List.copyOf(finished);
  }

  /** Whether hypotheses were compared at all: a search that keeps only one has nothing to show. */
  public boolean keptSeveral() {
    return steps.stream().anyMatch(step -> step.stream().filter(Node::kept).count() > 1);
  }

  /** Gathers what a search tells of one row. */
  static final class Recorder {

    private final List<List<SearchObserver.Candidate>> steps = new ArrayList<>();

    void add(List<SearchObserver.Candidate> candidates) {
      steps.add(candidates);
    }

    /**
     * What was gathered, once the search has ended.
     *
     * @param context as the model read it
     * @param finished best first
     */
    BeamTree tree(Dictionary dictionary, int[] context, List<Hypothesis> finished) {
      Set<List<Integer>> best = bestWay(finished);
      List<List<Node>> nodes = new ArrayList<>();
      for (int step = 0; step < steps.size(); step++) {
        List<Node> ofStep = new ArrayList<>();
        for (int place = 0; place < steps.get(step).size(); place++) {
          SearchObserver.Candidate candidate = steps.get(step).get(place);
          if (candidate.score() > Beam.NEVER) {
            ofStep.add(
                new Node(
                    place,
                    candidate.parent(),
                    dictionary.token(candidate.token()),
                    candidate.logprob(),
                    candidate.score(),
                    candidate.kept(),
                    best.contains(List.of(step, place))));
          }
        }
        nodes.add(ofStep);
      }
      return new BeamTree(
          dictionary.decode(context),
          nodes,
          finished.stream().map(one -> new Finished(text(one, dictionary), one.score())).toList());
    }

    private static String text(Hypothesis hypothesis, Dictionary dictionary) {
      int[] ids = hypothesis.ids();
      boolean ended = ids.length > 0 && ids[ids.length - 1] == dictionary.endId();
      return dictionary.decode(ended ? Arrays.copyOf(ids, ids.length - 1) : ids);
    }

    /** The nodes of the best finished hypothesis, found backwards from a place that ends as it. */
    private Set<List<Integer>> bestWay(List<Hypothesis> finished) {
      if (finished.isEmpty()) {
        return Set.of();
      }
      int[] ids = finished.get(0).ids();
      int last = ids.length - 1;
      for (int place = 0; last < steps.size() && place < kept(last).size(); place++) {
        Set<List<Integer>> way = way(ids, last, place, false);
        if (way.size() == ids.length) {
          return way;
        }
      }
      // a search that ran out of steps ends its best hypothesis by force
      return last < steps.size() ? way(ids, last, 0, true) : Set.of();
    }

    private Set<List<Integer>> way(int[] ids, int last, int end, boolean forced) {
      Set<List<Integer>> way = new HashSet<>();
      int place = end;
      for (int step = last; step >= 0; step--) {
        SearchObserver.Candidate candidate = kept(step).get(place);
        if (candidate.token() != ids[step] && !(forced && step == last)) {
          return Set.of();
        }
        way.add(List.of(step, place));
        place = candidate.parent();
      }
      return way;
    }

    private List<SearchObserver.Candidate> kept(int step) {
      return steps.get(step).stream().filter(SearchObserver.Candidate::kept).toList();
    }
  }
}
