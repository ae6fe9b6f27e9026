package dev.rookery.runtime.cli;

import dev.rookery.api.dialogue.DataType;
import dev.rookery.api.dialogue.EpisodeCursor;
import dev.rookery.api.dialogue.Teacher;
import dev.rookery.api.dialogue.TeacherContext;
import dev.rookery.api.dialogue.TeacherFactory;
import dev.rookery.testkit.TestingTeacher;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** A task that writes down for which datatypes it was opened. */
public final class StreamedTask implements TeacherFactory {

  static final Queue<DataType> ASKED = new ConcurrentLinkedQueue<>();

  @Override
  public String name() {
    return "streamed";
  }

  @Override
  public String description() {
    return "Tells a few episodes front to back.";
  }

  @Override
  public Teacher create(TeacherContext context) {
    ASKED.add(context.dataType());
    return new Told(context.dataType());
  }

  private record Told(DataType dataType) implements Teacher {
    @Override
    public String id() {
      return "streamed";
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
    public Optional<String> fingerprint() {
      return Optional.of("sha256:0");
    }

    @Override
    public EpisodeCursor open() {
      return new TestingTeacher(
              dataType,
              List.of(
                  TestingTeacher.episode("good morning", "hello"),
                  TestingTeacher.episode("good night", "sleep well")))
          .open();
    }
  }
}
