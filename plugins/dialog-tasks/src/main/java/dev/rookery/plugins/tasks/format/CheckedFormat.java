package dev.rookery.plugins.tasks.format;

import dev.rookery.api.dialogue.DialogueFormat;
import dev.rookery.api.dialogue.Episode;
import dev.rookery.api.dialogue.EpisodeCursor;
import dev.rookery.api.dialogue.FormatCheck;
import dev.rookery.api.dialogue.LineProblem;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Checks files by reading them to the end, past every bad line. */
record CheckedFormat(FileFormat format) implements DialogueFormat {

  private static final int LOOK = 20;

  @Override
  public double confidence(Path file) {
    return format.confidence(FirstLines.of(file, LOOK));
  }

  @Override
  public FormatCheck check(Path file) {
    List<LineProblem> problems = new ArrayList<>();
    long count = 0;
    long examples = 0;
    ProblemSink collect = bad -> problems.add(new LineProblem(bad.line(), bad.problem()));
    try (EpisodeCursor episodes = format.open(file, collect)) {
      for (Optional<Episode> next = episodes.next(); next.isPresent(); next = episodes.next()) {
        count++;
        examples += next.get().size();
      }
    }
    return new FormatCheck(format.name(), count, examples, problems);
  }
}
