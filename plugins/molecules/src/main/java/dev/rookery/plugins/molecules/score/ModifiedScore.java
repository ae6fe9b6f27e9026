package dev.rookery.plugins.molecules.score;

import dev.rookery.api.scoring.Score;
import dev.rookery.api.scoring.ScoringFunction;
import java.util.ArrayList;
import java.util.List;

/** Another function's score, modified. The unmodified one comes before that function's parts. */
final class ModifiedScore extends Composite {

  private final Modifier modifier;
  private final List<String> names;

  ModifiedScore(Modifier modifier, String name, ScoringFunction function) {
    super(List.of(function));
    this.modifier = modifier;
    this.names = names(name, function);
  }

  @Override
  public List<String> parts() {
    return names;
  }

  @Override
  Score combined(String sequence, List<Score> scores) {
    Score score = scores.get(0);
    List<Double> parts = new ArrayList<>(List.of(score.value()));
    parts.addAll(score.parts());
    return Score.of(modifier.of(score.value()), parts);
  }
}
