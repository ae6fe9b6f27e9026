package dev.rookery.plugins.tasks.format;

import dev.rookery.api.dialogue.DataType;
import dev.rookery.api.dialogue.Episode;
import dev.rookery.api.dialogue.EpisodeCursor;
import dev.rookery.api.dialogue.Teacher;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.UnaryOperator;

/** Tells episodes while it reads them; it holds no more than one at a time. */
record StreamTeacher(
    Presentation presentation, Path file, FileFormat format, UnaryOperator<Episode> change)
    implements Teacher {

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
}
