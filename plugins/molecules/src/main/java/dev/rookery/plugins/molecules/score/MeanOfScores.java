package dev.rookery.plugins.molecules.score;

import dev.rookery.api.scoring.Score;
import dev.rookery.api.scoring.ScoringFunction;
import java.util.List;

/** A mean of several functions' scores, which are told as parts. */
final class MeanOfScores extends Composite {

  private final Mean mean;
  private final List<String> names;
  private final List<Double> weights;

  MeanOfScores(
      Mean mean, List<String> names, List<ScoringFunction> functions, List<Double> weights) {
    super(functions);
    this.mean = mean;
    this.names = names;
    this.weights = weights;
  }

  @Override
  public List<String> parts() {
    return names;
  }

  @Override
  Score combined(String sequence, List<Score> scores) {
    List<Double> values = scores.stream().map(Score::value).toList();
    return Score.of(mean.of(values, weights), values);
  }
}
