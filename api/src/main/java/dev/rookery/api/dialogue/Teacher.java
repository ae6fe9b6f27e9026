package dev.rookery.api.dialogue;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * A source of episodes for one {@link DataType}. Messages carry their labels as the data type wants
 * them ({@link DataType#present}).
 *
 * <p>Order, shuffling, lanes and epochs are the world's affair: a teacher only tells its episodes
 * in the order of the data. Teachers whose data lies in memory (or is computed) implement {@link
 * IndexedTeacher}, which allows shuffling; others are read front to back.
 */
public interface Teacher extends AutoCloseable {

  /**
   * What the messages' {@code id} and the reports call it, such as {@code convai2:self:no_cands}.
   */
  String id();

  DataType dataType();

  /** Number of episodes in one epoch; empty if it isn't known before the end. */
  OptionalLong numEpisodes();

  /** Number of examples (turns) in one epoch; empty if it isn't known before the end. */
  OptionalLong numExamples();

  /** Starts a pass over one epoch, in the order of the data. The caller closes it. */
  EpisodeCursor open();

  /** A digest of the data (or of what it is computed from), for a run's provenance. */
  default Optional<String> fingerprint() {
    return Optional.empty();
  }

  @Override
  default void close() {}
}
