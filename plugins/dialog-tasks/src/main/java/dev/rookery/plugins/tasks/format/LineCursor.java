package dev.rookery.plugins.tasks.format;

import dev.rookery.api.dialogue.Episode;
import dev.rookery.api.dialogue.EpisodeCursor;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;

/** Reads a file line by line, no further than the next episode needs. */
final class LineCursor implements EpisodeCursor {

  private final LineReader lines;
  private final LineParser parser;
  private final ProblemSink problems;
  private final Queue<Episode> complete = new ArrayDeque<>();
  private boolean ended;

  LineCursor(LineReader lines, LineParser parser, ProblemSink problems) {
    this.lines = lines;
    this.parser = parser;
    this.problems = problems;
  }

  @Override
  public Optional<Episode> next() {
    while (complete.isEmpty() && !ended) {
      try {
        Line line = lines.next();
        if (line == null) {
          ended = true;
          parser.end(complete::add);
        } else {
          parser.line(line, complete::add);
        }
      } catch (BadLine bad) {
        problems.add(bad);
      }
    }
    return Optional.ofNullable(complete.poll());
  }

  @Override
  public void close() {
    lines.close();
  }
}
