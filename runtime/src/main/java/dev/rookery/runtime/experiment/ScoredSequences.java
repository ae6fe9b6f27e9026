package dev.rookery.runtime.experiment;

import dev.rookery.api.Components;
import dev.rookery.api.settings.Settings;
import dev.rookery.runtime.learning.policy.MoleculesFile;
import dev.rookery.runtime.learning.policy.PolicyScore;
import dev.rookery.runtime.report.BestSequences;
import dev.rookery.runtime.scoring.GuardedScoring;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What a report shows of the sequences that a run wrote and scored. */
final class ScoredSequences {

  private static final int SHOWN = 12;

  private ScoredSequences() {}

  /**
   * Reads a run's sequences.
   *
   * @param learner settings that name the scoring function, which draws the pictures
   */
  static BestSequences of(Path runFolder, Settings learner, Components components, long seed) {
    List<MoleculesFile.Line> lines = MoleculesFile.read(runFolder);
    List<MoleculesFile.Line> sorted = new ArrayList<>(lines);
    sorted.sort(Comparator.comparingDouble(MoleculesFile.Line::score).reversed());
    List<BestSequences.Best> best = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    try (GuardedScoring scoring = PolicyScore.open(learner, components, seed)) {
      for (MoleculesFile.Line line : sorted) {
        if (best.size() == SHOWN || line.failed()) {
          break;
        }
        if (seen.add(scoring.keyOrSelf(line.text()))) {
          best.add(new BestSequences.Best(line.text(), line.score(), scoring.picture(line.text())));
        }
      }
    }
    int end = MoleculesFile.ends(lines.size());
    return new BestSequences(
        best,
        scores(lines.subList(0, end)),
        scores(lines.subList(lines.size() - end, lines.size())));
  }

  private static List<Double> scores(List<MoleculesFile.Line> lines) {
    return lines.stream().map(MoleculesFile.Line::score).toList();
  }
}
