package dev.rookery.runtime.scoring;

import dev.rookery.api.scoring.Score;
import dev.rookery.api.settings.ComponentRef;
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
   * @param beginning how all began: {@link #prompt} or {@link #prompting}
   */
  public static String warning(int count, String first, Optional<String> beginning) {
    return "warning: nothing valid was written (0 of "
        + count
        + "), such as "
        + first
        + beginning.map(how -> "; " + how).orElse("");
  }

  /**
   * Says that a prompt may be the reason.
   *
   * @param setting that has it
   */
  public static String prompt(String text, String setting) {
    return "each begins with \""
        + text
        + "\" ("
        + setting
        + "), which may be the beginning of nothing valid";
  }

  /**
   * Says that a prompting may be the reason.
   *
   * @param setting that has it
   */
  public static String prompting(ComponentRef named, String setting) {
    return "each was built by the prompting \""
        + named.name()
        + "\" ("
        + setting
        + "), around which the policy may write nothing valid; see what it writes without it";
  }
}
