package dev.rookery.api.dialogue;

import dev.rookery.api.Incubating;
import java.util.List;

/**
 * What a file holds, read as a certain format.
 *
 * @param format name of the format
 * @param episodes dialogues that could be read
 * @param examples their turns, which are the examples that ParlAI counts
 * @param problems what is wrong, in the order of the lines; empty if the file is right
 */
@Incubating
public record FormatCheck(String format, long episodes, long examples, List<LineProblem> problems) {

  public FormatCheck {
    problems = List.copyOf(problems);
  }

  /** Whether nothing is wrong. */
  public boolean isClean() {
    return problems.isEmpty();
  }
}
