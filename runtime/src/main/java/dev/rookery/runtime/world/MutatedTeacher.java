package dev.rookery.runtime.world;

import dev.rookery.api.dialogue.DataType;
import dev.rookery.api.dialogue.Episode;
import dev.rookery.api.dialogue.EpisodeCursor;
import dev.rookery.api.dialogue.IndexedTeacher;
import dev.rookery.api.dialogue.Mutator;
import dev.rookery.api.dialogue.Teacher;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SplittableRandom;

/** A teacher whose episodes go through mutators, one after the other. */
public final class MutatedTeacher {

  private MutatedTeacher() {}

  /**
   * Wraps a teacher. Data in memory is mutated at once, so that its new number of episodes is
   * known; streamed data while it is read.
   */
  public static Teacher of(Teacher teacher, List<Mutator> mutators, long seed) {
    Mutations mutations = new Mutations(teacher, List.copyOf(mutators), seed);
    return teacher instanceof IndexedTeacher ? new InMemory(mutations) : new Streamed(mutations);
  }

  private record Mutations(Teacher teacher, List<Mutator> mutators, long seed) {

    List<Episode> apply(Episode episode, long index) {
      List<Episode> current = List.of(episode);
      for (int i = 0; i < mutators.size(); i++) {
        SplittableRandom random = new SplittableRandom(Shuffle.mix(seed, index, i));
        List<Episode> next = new ArrayList<>();
        for (Episode each : current) {
          next.addAll(mutators.get(i).mutate(each, random));
        }
        current = next;
      }
      return current;
    }

    EpisodeCursor open() {
      EpisodeCursor cursor = teacher.open();
      return new EpisodeCursor() {
        private final Deque<Episode> waiting = new ArrayDeque<>();
        private long index;

        @Override
        public Optional<Episode> next() {
          while (waiting.isEmpty()) {
            Optional<Episode> next = cursor.next();
            if (next.isEmpty()) {
              return next;
            }
            waiting.addAll(apply(next.orElseThrow(), index++));
          }
          return Optional.of(waiting.remove());
        }

        @Override
        public void close() {
          cursor.close();
        }
      };
    }
  }

  private static final class Streamed implements Teacher {
    private final Mutations mutations;

    Streamed(Mutations mutations) {
      this.mutations = mutations;
    }

    @Override
    public String id() {
      return mutations.teacher().id();
    }

    @Override
    public DataType dataType() {
      return mutations.teacher().dataType();
    }

    /** Mutators may drop or add episodes. */
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
      return mutations.open();
    }

    @Override
    public Optional<String> fingerprint() {
      return mutations.teacher().fingerprint();
    }

    @Override
    public void close() {
      mutations.teacher().close();
    }
  }

  private static final class InMemory implements IndexedTeacher {
    private final Mutations mutations;
    private final List<Episode> episodes = new ArrayList<>();

    InMemory(Mutations mutations) {
      this.mutations = mutations;
      try (EpisodeCursor cursor = mutations.open()) {
        for (Optional<Episode> next = cursor.next(); next.isPresent(); next = cursor.next()) {
          episodes.add(next.orElseThrow());
        }
      }
    }

    @Override
    public String id() {
      return mutations.teacher().id();
    }

    @Override
    public DataType dataType() {
      return mutations.teacher().dataType();
    }

    @Override
    public int size() {
      return episodes.size();
    }

    @Override
    public Episode episode(int index) {
      return episodes.get(index);
    }

    @Override
    public OptionalLong numExamples() {
      return OptionalLong.of(episodes.stream().mapToLong(Episode::size).sum());
    }

    @Override
    public Optional<String> fingerprint() {
      return mutations.teacher().fingerprint();
    }

    @Override
    public void close() {
      mutations.teacher().close();
    }
  }
}
