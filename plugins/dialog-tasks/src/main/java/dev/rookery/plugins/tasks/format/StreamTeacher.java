package dev.rookery.plugins.tasks.format;

import dev.rookery.api.dialogue.DataType;
import dev.rookery.api.dialogue.Episode;
import dev.rookery.api.dialogue.EpisodeCursor;
import dev.rookery.api.dialogue.Teacher;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Tells episodes while it reads them; it holds no more than one at a time. */
final class StreamTeacher implements Teacher {

  private final Presentation presentation;
  private final Path file;
  private final FileFormat format;
  private final UnaryOperator<Episode> change;
  private @Nullable String digest;

  StreamTeacher(
      Presentation presentation, Path file, FileFormat format, UnaryOperator<Episode> change) {
    this.presentation = presentation;
    this.file = file;
    this.format = format;
    this.change = change;
  }

  @Override
  public String id() {
    return presentation.id();
  }

  @Override
  public DataType dataType() {
    return presentation.dataType();
  }

  @Override
  public OptionalLong numEpisodes() {
    return OptionalLong.empty();
  }

  @Override
  public OptionalLong numExamples() {
    return OptionalLong.empty();
  }

  @Override
  public EpisodeCursor open() {
    EpisodeCursor episodes = format.open(file, ProblemSink.strict(file));
    return new EpisodeCursor() {
      @Override
      public Optional<Episode> next() {
        return episodes.next().map(change).map(presentation::tell);
      }

      @Override
      public void close() {
        episodes.close();
      }
    };
  }

  /** That of the same file in memory. The whole file is read for it, when it is first asked for. */
  @Override
  public synchronized Optional<String> fingerprint() {
    if (digest == null) {
      digest = DataFile.digest(file);
    }
    return Optional.of("sha256:" + digest);
  }
}
