package dev.rookery.plugins.tasks.sequence;

import dev.rookery.api.dialogue.DataType;
import dev.rookery.api.dialogue.Episode;
import dev.rookery.api.dialogue.IndexedTeacher;
import dev.rookery.api.dialogue.Message;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Tells one sequence an episode: the label of an empty text. */
record SequenceTeacher(String id, DataType dataType, List<String> sequences, String digest)
    implements IndexedTeacher {

  @Override
  public int size() {
    return sequences.size();
  }

  @Override
  public OptionalLong numExamples() {
    return OptionalLong.of(sequences.size());
  }

  @Override
  public Episode episode(int index) {
    Message message =
        Message.empty()
            .with(Message.ID, id)
            .with(Message.TEXT, "")
            .with(Message.LABELS, List.of(sequences.get(index)))
            .with(Message.EPISODE_DONE, true);
    return new Episode(List.of(dataType.present(message)));
  }

  @Override
  public Optional<String> fingerprint() {
    return Optional.of(digest);
  }
}
