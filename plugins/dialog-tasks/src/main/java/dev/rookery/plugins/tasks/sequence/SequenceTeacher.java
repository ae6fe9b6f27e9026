package dev.rookery.plugins.tasks.sequence;

import dev.rookery.api.dialogue.DataType;
import dev.rookery.api.dialogue.Episode;
import dev.rookery.api.dialogue.IndexedTeacher;
import dev.rookery.api.dialogue.Message;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Tells one sequence an episode: the label of an empty text. */
record SequenceTeacher(
    String id, DataType dataType, Path file, List<SequenceFile.Line> sequences, String digest)
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
    SequenceFile.Line line = sequences.get(index);
    Message message =
        Message.empty()
            .with(Message.ID, id)
            .with(Message.TEXT, "")
            .with(Message.LABELS, List.of(line.sequence()))
            .with(Message.ORIGIN, file + ": line " + line.number())
            .with(Message.EPISODE_DONE, true);
    return new Episode(List.of(dataType.present(message)));
  }

  @Override
  public Optional<String> fingerprint() {
    return Optional.of(digest);
  }
}
