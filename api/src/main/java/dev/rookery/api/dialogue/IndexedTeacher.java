package dev.rookery.api.dialogue;

import java.util.Optional;
import java.util.OptionalLong;

/** A teacher that can tell any of its episodes at any time. Thread-safe. */
public interface IndexedTeacher extends Teacher {

  /** Number of episodes in one epoch. */
  int size();

  /**
   * One episode; the same one at every call.
   *
   * @param index 0 to {@link #size} - 1
   */
  Episode episode(int index);

  @Override
  default OptionalLong numEpisodes() {
    return OptionalLong.of(size());
  }

  @Override
  default EpisodeCursor open() {
    return new EpisodeCursor() {
      private int index;

      @Override
      public Optional<Episode> next() {
        return index < size() ? Optional.of(episode(index++)) : Optional.empty();
      }
    };
  }
}
