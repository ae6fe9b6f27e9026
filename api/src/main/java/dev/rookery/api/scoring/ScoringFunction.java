package dev.rookery.api.scoring;

import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * Says how good a sequence is, such as a molecule's SMILES or a reply.
 *
 * <p>What a user's configuration opens is guarded: sequences are scored on all cores, each {@link
 * #key} once, within a time limit, and one that makes the function throw costs its own score only,
 * unless it throws {@link ScoringEndedException}.
 */
public interface ScoringFunction extends AutoCloseable {

  /** What a score is made from, as columns of a table are called; by default nothing is told. */
  default List<String> parts() {
    return List.of();
  }

  /**
   * Scores one sequence. Called from several threads at once.
   *
   * @throws Exception if the sequence can't be scored; its score is 0 then, and the message is told
   */
  Score score(String sequence) throws Exception;

  /**
   * What the score depends on: sequences of one key have one score. By default the sequence; for
   * molecules the canonical SMILES.
   */
  default String key(String sequence) {
    return sequence;
  }

  /** Whether scores depend on what was scored before, so that they must not be remembered. */
  default boolean remembers() {
    return false;
  }

  /**
   * A picture of what a sequence stands for, as SVG, for reports; by default there is none.
   *
   * @throws Exception if it can't be drawn
   */
  default Optional<String> picture(String sequence) throws Exception {
    return Optional.empty();
  }

  /**
   * Another sequence that stands for the same, such as a SMILES that begins at another atom; by
   * default there is none.
   *
   * @param random draws which
   * @throws Exception if none can be made
   */
  default Optional<String> variant(String sequence, SplittableRandom random) throws Exception {
    return Optional.empty();
  }

  @Override
  default void close() {}
}
