package dev.rookery.runtime.world;

import dev.rookery.api.dialogue.DataType;
import dev.rookery.api.dialogue.Episode;
import dev.rookery.api.dialogue.EpisodeCursor;
import dev.rookery.api.dialogue.Teacher;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/** Several tasks, one after the other, as one. */
public final class ChainedTeacher implements Teacher {

  private final List<Teacher> teachers;

  /**
   * Chains teachers; closing the chain closes them.
   *
   * @param teachers of one data type, at least one
   */
  public ChainedTeacher(List<Teacher> teachers) {
    this.teachers = List.copyOf(teachers);
  }

  @Override
  public String id() {
    return teachers.stream().map(Teacher::id).collect(Collectors.joining(","));
  }

  @Override
  public DataType dataType() {
    return teachers.get(0).dataType();
  }

  @Override
  public OptionalLong numEpisodes() {
    return sum(teachers.stream().map(Teacher::numEpisodes).toList());
  }

  @Override
  public OptionalLong numExamples() {
    return sum(teachers.stream().map(Teacher::numExamples).toList());
  }

  static OptionalLong sum(List<OptionalLong> counts) {
    return counts.stream().allMatch(OptionalLong::isPresent)
        ? OptionalLong.of(counts.stream().mapToLong(OptionalLong::getAsLong).sum())
        : OptionalLong.empty();
  }

  @Override
  public EpisodeCursor open() {
    return new EpisodeCursor() {
      private int task;
      private EpisodeCursor cursor = teachers.get(0).open();

      @Override
      public Optional<Episode> next() {
        Optional<Episode> next = cursor.next();
        while (next.isEmpty() && task + 1 < teachers.size()) {
          cursor.close();
          cursor = teachers.get(++task).open();
          next = cursor.next();
        }
        return next;
      }

      @Override
      public void close() {
        cursor.close();
      }
    };
  }

  @Override
  public void close() {
    teachers.forEach(Teacher::close);
  }
}
