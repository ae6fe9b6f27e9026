package dev.rookery.plugins.tasks.format;

import dev.rookery.api.UserException;
import dev.rookery.api.dialogue.DataType;
import dev.rookery.api.dialogue.Episode;
import dev.rookery.api.dialogue.EpisodeCursor;
import dev.rookery.api.dialogue.Teacher;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Makes the teacher of a file: in memory, or streaming where the data type says so. */
public final class FileTeachers {

  private FileTeachers() {}

  /** A teacher of a file in FbDialog format whose episodes are changed before they are told. */
  public static Teacher fbDialog(
      Path file, String id, DataType dataType, UnaryOperator<Episode> change) {
    return create(file, FileFormats.fbDialog(), id, dataType, change);
  }

  static Teacher create(
      Path file, FileFormat format, String id, DataType dataType, UnaryOperator<Episode> change) {
    Presentation presentation = new Presentation(id, dataType);
    return dataType.stream()
        ? streaming(new StreamTeacher(presentation, file, format, change), file, format)
        : stored(presentation, file, format, change);
  }

  private static Teacher stored(
      Presentation presentation, Path file, FileFormat format, UnaryOperator<Episode> change) {
    EpisodeStore.Builder store = new EpisodeStore.Builder();
    try (EpisodeCursor episodes = format.open(file, ProblemSink.strict(file))) {
      for (Optional<Episode> next = episodes.next(); next.isPresent(); next = episodes.next()) {
        store.add(change.apply(next.get()));
      }
    }
    EpisodeStore stored = store.build();
    if (stored.size() == 0) {
      throw nothingIn(file, format);
    }
    return new StoredTeacher(presentation, stored, DataFile.digest(file));
  }

  // Reads the first episode, so that a missing or wrong file shows at once.
  private static Teacher streaming(Teacher teacher, Path file, FileFormat format) {
    try (EpisodeCursor episodes = teacher.open()) {
      if (episodes.next().isEmpty()) {
        throw nothingIn(file, format);
      }
    }
    return teacher;
  }

  private static UserException nothingIn(Path file, FileFormat format) {
    return new UserException(file + " has no dialogue in it; it should be " + format.description());
  }
}
