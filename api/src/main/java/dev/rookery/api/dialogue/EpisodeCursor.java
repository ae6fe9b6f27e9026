package dev.rookery.api.dialogue;

import java.util.Optional;

/** A pass over the episodes of a teacher. */
public interface EpisodeCursor extends AutoCloseable {

  /** The next episode, or nothing at the end of the epoch. */
  Optional<Episode> next();

  @Override
  default void close() {}
}
