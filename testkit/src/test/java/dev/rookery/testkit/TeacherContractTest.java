package dev.rookery.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rookery.api.dialogue.DataType;
import dev.rookery.api.dialogue.Episode;
import dev.rookery.api.dialogue.EpisodeCursor;
import dev.rookery.api.dialogue.Message;
import dev.rookery.api.dialogue.Teacher;
import dev.rookery.api.dialogue.TeacherContext;
import dev.rookery.api.dialogue.TeacherFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** The contract of teachers holds for a right one, and finds each fault of a wrong one. */
final class TeacherContractTest {

  private static final List<Episode> EPISODES =
      List.of(
          TestingTeacher.episode("hi", "hello", "bye", "so long"),
          TestingTeacher.episode("one", "two"),
          TestingTeacher.episode("a", "b", "c", "d", "e", "f"));

  /** Tells the same episodes, in another order for evaluation; wrong in one way on demand. */
  record EchoTeachers(String fault) implements TeacherFactory {
    @Override
    public String name() {
      return "echo";
    }

    @Override
    public String description() {
      return "A task for tests.";
    }

    @Override
    public Teacher create(TeacherContext context) {
      List<Episode> episodes = new ArrayList<>(EPISODES);
      if (context.dataType().split() != DataType.Split.TRAIN && !fault.equals("splits")) {
        Collections.reverse(episodes);
      }
      if (fault.equals("stream") && context.dataType().stream()) {
        Collections.reverse(episodes);
      }
      if (fault.equals("seed")) {
        Collections.shuffle(episodes);
        episodes.add(TestingTeacher.episode("now", Long.toString(System.nanoTime())));
      }
      if (fault.equals("end")) {
        episodes.add(new Episode(List.of(Message.ofText("never ends"))));
      }
      DataType labels = fault.equals("labels") ? DataType.TRAIN : context.dataType();
      TestingTeacher teacher = new TestingTeacher(labels, episodes);
      return new Teacher() {
        @Override
        public String id() {
          return context.task();
        }

        @Override
        public DataType dataType() {
          return context.dataType();
        }

        @Override
        public OptionalLong numEpisodes() {
          return teacher.numEpisodes();
        }

        @Override
        public OptionalLong numExamples() {
          return fault.equals("counts") ? OptionalLong.of(1) : teacher.numExamples();
        }

        @Override
        public EpisodeCursor open() {
          return teacher.open();
        }
      };
    }
  }

  abstract static class EchoTeacherContract extends TeacherContract {
    private final String fault;

    EchoTeacherContract(String fault) {
      this.fault = fault;
    }

    @Override
    protected TeacherFactory factory() {
      return new EchoTeachers(fault);
    }

    @Override
    protected boolean readsFiles() {
      return fault.equals("fingerprint");
    }

    @Override
    protected TestingTeacherContext context() {
      return TestingTeacherContext.of(factory(), "echo", Map.of(), Path.of("nowhere"));
    }
  }

  @Nested
  final class RightTeacher extends EchoTeacherContract {
    RightTeacher() {
      super("");
    }
  }

  static final class StreamFault extends EchoTeacherContract {
    StreamFault() {
      super("stream");
    }
  }

  static final class SeedFault extends EchoTeacherContract {
    SeedFault() {
      super("seed");
    }
  }

  static final class EndFault extends EchoTeacherContract {
    EndFault() {
      super("end");
    }
  }

  static final class LabelsFault extends EchoTeacherContract {
    LabelsFault() {
      super("labels");
    }
  }

  static final class CountsFault extends EchoTeacherContract {
    CountsFault() {
      super("counts");
    }
  }

  static final class SplitsFault extends EchoTeacherContract {
    SplitsFault() {
      super("splits");
    }
  }

  static final class FingerprintFault extends EchoTeacherContract {
    FingerprintFault() {
      super("fingerprint");
    }
  }

  @Test
  void findsFaultsOfTeachers() {
    assertThat(ContractRun.failures(StreamFault.class))
        .containsExactlyInAnyOrder("train", "valid", "test");
    assertThat(ContractRun.failures(SeedFault.class)).contains("train", "valid:stream");
    assertThat(ContractRun.failures(EndFault.class)).contains("train", "test");
    assertThat(ContractRun.failures(LabelsFault.class))
        .contains("valid", "evaluationOfTrainingDataDiffersInLabelsOnly()");
    assertThat(ContractRun.failures(CountsFault.class)).hasSize(8);
    assertThat(ContractRun.failures(FingerprintFault.class)).hasSize(8);
    assertThat(ContractRun.failures(SplitsFault.class))
        .containsExactly("validationDataAreNotTheTrainingData()");
  }
}
