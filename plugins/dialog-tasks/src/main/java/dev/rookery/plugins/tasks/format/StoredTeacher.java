package dev.rookery.plugins.tasks.format;

import dev.rookery.api.dialogue.DataType;
import dev.rookery.api.dialogue.Episode;
import dev.rookery.api.dialogue.IndexedTeacher;
import java.util.Optional;
import java.util.OptionalLong;

/** Tells episodes that lie in memory. */
record StoredTeacher(Presentation presentation, EpisodeStore store, String digest)
    implements IndexedTeacher {

  @Override
  public String id() {
    return presentation.id();
  }

  @Override
  public DataType dataType() {
    return presentation.dataType();
  }

  @Override
  public int size() {
    return store.size();
  }

  @Override
  public Episode episode(int index) {
    return presentation.tell(store.turns(index));
  }

  @Override
  public OptionalLong numExamples() {
    return OptionalLong.of(store.examples());
  }

  @Override
  public Optional<String> fingerprint() {
    return Optional.of("sha256:" + digest);
  }
}
