package dev.rookery.api.scoring;

import java.util.List;

/** Scores many sequences at once, such as another process or a neural network does. */
public interface BatchScoringFunction extends ScoringFunction {

  /**
   * Scores sequences. Called from one thread at a time, with no sequence twice.
   *
   * @return as many scores, in the same order
   * @throws Exception if none of them can be scored; all their scores are 0 then, or the run ends
   *     if it is a {@link ScoringEndedException}
   */
  List<Score> scoreAll(List<String> sequences) throws Exception;

  @Override
  default Score score(String sequence) throws Exception {
    return scoreAll(List.of(sequence)).get(0);
  }
}
