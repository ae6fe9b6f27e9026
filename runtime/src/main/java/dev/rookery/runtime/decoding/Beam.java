package dev.rookery.runtime.decoding;

import dev.rookery.api.model.Hypothesis;
import dev.rookery.api.model.Search;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** The hypotheses of one row: those that grow, each in its place, and those that are finished. */
final class Beam {

  /** The score of what must not be chosen: ParlAI's, so that sums with it round as there. */
  static final float NEVER = -1e20f;

  /** A token and those before it. */
  private record Node(@Nullable Node before, Hypothesis.Token token, int length) {

    List<Hypothesis.Token> path() {
      Hypothesis.Token[] path = new Hypothesis.Token[length];
      Node node = this;
      for (int i = length - 1; i >= 0 && node != null; i--) {
        path[i] = node.token;
        node = node.before;
      }
      return List.of(path);
    }
  }

  private record Finished(Node last, float score) {}

  private final Search.Row row;
  private final int index;
  private final int endId;
  private final int needed;
  private final SplittableRandom random;
  private final List<Finished> finished = new ArrayList<>();
  private @Nullable Node[] places = new Node[1];
  private float[] scores = new float[1];
  private boolean endOnTop;

  /**
   * A beam in which nothing is written.
   *
   * @param index of the row in the whole batch
   * @param needed finished hypotheses before the search may end
   */
  Beam(Search.Row row, int index, int endId, int needed) {
    this.row = row;
    this.index = index;
    this.endId = endId;
    this.needed = needed;
    random = new SplittableRandom(row.seed());
  }

  Search.Row row() {
    return row;
  }

  int index() {
    return index;
  }

  SplittableRandom random() {
    return random;
  }

  /** Number of growing hypotheses: one before the first step. */
  int size() {
    return places.length;
  }

  /** The sum of the log-probabilities so far, or {@link #NEVER} for one that has ended. */
  float prior(int place) {
    Node node = places[place];
    return node != null && node.token.id() == endId ? NEVER : scores[place];
  }

  /** The token that was written last, or the given one if there is none. */
  int last(int place, int startId) {
    Node node = places[place];
    return node == null ? startId : node.token.id();
  }

  /** The tokens of a place after the start token, which comes first. */
  int[] written(int place, int startId) {
    Node node = places[place];
    int[] ids = new int[node == null ? 1 : node.length + 1];
    for (int i = ids.length - 1; i > 0 && node != null; i--) {
      ids[i] = node.token.id();
      node = node.before;
    }
    ids[0] = startId;
    return ids;
  }

  /** Takes the next tokens. */
  void advance(Selection selection, int beam) {
    Node[] next = new Node[selection.places()];
    float[] nextScores = new float[next.length];
    for (int place = 0; place < next.length; place++) {
      Node before = places[selection.parent(beam, place)];
      Hypothesis.Token token = selection.token(beam, place);
      next[place] = new Node(before, token, before == null ? 1 : before.length + 1);
      nextScores[place] = selection.score(beam, place);
      if (token.id() == endId && nextScores[place] > NEVER) {
        finished.add(new Finished(next[place], nextScores[place]));
      }
    }
    places = next;
    scores = nextScores;
    endOnTop |= next[0].token.id() == endId;
  }

  /** Whether the best hypothesis has ended once and enough others have. */
  boolean isDone() {
    return endOnTop && finished.size() >= needed;
  }

  /** The finished hypotheses, best first. If none is, the best growing one is ended by force. */
  List<Hypothesis> hypotheses(double lengthPenalty) {
    List<Finished> all = finished;
    Node best = places[0];
    if (all.isEmpty() && best != null) {
      Hypothesis.Token end = new Hypothesis.Token(endId, best.token.logprob(), best.token.rank());
      all = List.of(new Finished(new Node(best.before, end, best.length), scores[0]));
    }
    return all.stream()
        .map(one -> new Hypothesis(one.last.path(), rescored(one, lengthPenalty)))
        .sorted(Comparator.comparingDouble(Hypothesis::score).reversed())
        .toList();
  }

  /** Wu et al. (2016) as ParlAI has it: the start token counts too. */
  private static double rescored(Finished one, double lengthPenalty) {
    return one.score / Math.pow((2.0 + one.last.length) / 6, lengthPenalty);
  }

  @Override
  public String toString() {
    return "beam of row " + index + " with scores " + Arrays.toString(scores);
  }
}
