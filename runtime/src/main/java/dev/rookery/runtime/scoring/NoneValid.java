package dev.rookery.runtime.scoring;

import dev.rookery.api.scoring.Score;
import java.util.List;
import java.util.Optional;

/** What users are told where nothing that a policy wrote can be used. */
public final class NoneValid {

  private NoneValid() {}

  /** If no sequence has a score, the first with the reason; else empty. */
  public static Optional<String> first(List<String> sequences, List<Score> scores) {
    if (sequences.isEmpty() || scores.stream().anyMatch(score -> score.problem().isEmpty())) {
      return Optional.empty();
    }
    return Optional.of("\"" + sequences.get(0) + "\" (" + scores.get(0).problem().orElse("") + ")");
  }

  /**
   * A warning.
   *
   * @param count of the sequences
   * @param first see {@link #first}
   * @param prompt with which all begin
   * @param setting that has the prompt
   */
  public static String warning(int count, String first, Optional<String> prompt, String setting) {
    return "warning: nothing valid was written (0 of "
        + count
        + "), such as "
        + first
        + prompt
            .map(
                text ->
                    "; each begins with \""
                        + text
                        + "\" ("
                        + setting
                        + "), which may be the beginning of nothing valid")
            .orElse("");
  }
}
