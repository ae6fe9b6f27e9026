package dev.rookery.runtime.world;

import dev.rookery.api.dialogue.DataType;
import dev.rookery.api.dialogue.Episode;
import dev.rookery.api.dialogue.EpisodeCursor;
import dev.rookery.api.dialogue.IndexedTeacher;
import dev.rookery.api.dialogue.Teacher;
import java.util.Optional;
import java.util.OptionalLong;

/** A teacher whose failures name it, in whatever thread it is asked. */
public final class GuardedTeacher {

  private GuardedTeacher() {}

  /** Wraps a teacher; one that is indexed stays so. */
  public static Teacher of(Teacher teacher, PluginCall call) {
    return teacher instanceof IndexedTeacher indexed
        ? new Indexed(indexed, call)
        : new Plain(teacher, call);
  }

  private static class Plain implements Teacher {
    private final Teacher teacher;
    final PluginCall call;

    Plain(Teacher teacher, PluginCall call) {
      this.teacher = teacher;
      this.call = call;
    }

    @Override
    public String id() {
      return call.run(teacher::id);
    }

    @Override
    public DataType dataType() {
      return call.run(teacher::dataType);
    }

    @Override
    public OptionalLong numEpisodes() {
      return call.run(teacher::numEpisodes);
    }

    @Override
    public OptionalLong numExamples() {
      return call.run(teacher::numExamples);
    }

    @Override
    public EpisodeCursor open() {
      EpisodeCursor cursor = call.run(teacher::open);
      return new EpisodeCursor() {
        @Override
        public Optional<Episode> next() {
          return call.run(cursor::next);
        }

        @Override
        public void close() {
          call.run(cursor::close);
        }
      };
    }

    @Override
    public Optional<String> fingerprint() {
      return call.run(teacher::fingerprint);
    }

    @Override
    public void close() {
      call.run(teacher::close);
    }
  }

  private static final class Indexed extends Plain implements IndexedTeacher {
    private final IndexedTeacher teacher;

    Indexed(IndexedTeacher teacher, PluginCall call) {
      super(teacher, call);
      this.teacher = teacher;
    }

    @Override
    public int size() {
      return call.run(teacher::size);
    }

    @Override
    public Episode episode(int index) {
      return call.run(() -> teacher.episode(index));
    }

    @Override
    public OptionalLong numEpisodes() {
      return super.numEpisodes();
    }

    @Override
    public EpisodeCursor open() {
      return super.open();
    }
  }
}
