package dev.rookery.plugins.tasks.sequence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.rookery.api.UserException;
import dev.rookery.api.dialogue.DataType;
import dev.rookery.api.dialogue.IndexedTeacher;
import dev.rookery.api.dialogue.Message;
import dev.rookery.testkit.TestingTeacherContext;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SequenceTaskTest {

  @TempDir Path folder;

  @Test
  void splitsTheLinesOfAFile() throws IOException {
    Path file = folder.resolve("all.smi.gz");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
      for (int i = 0; i < 200; i++) {
        out.write(("C" + i + " name\n\n").getBytes(StandardCharsets.UTF_8));
      }
    }
    List<String> train = sequences(file, "train");
    List<String> valid = sequences(file, "valid");

    assertThat(valid).hasSize(20);
    assertThat(train).hasSize(180).doesNotContainAnyElementsOf(valid);
    List<String> all = new ArrayList<>(train);
    all.addAll(valid);
    assertThat(all)
        .containsExactlyInAnyOrderElementsOf(
            IntStream.range(0, 200).mapToObj(i -> "C" + i).toList());
  }

  @Test
  void tellsTheLineOfEachSequence() throws IOException {
    Path file = Files.writeString(folder.resolve("some.smi"), "C\n\nCC\n");

    assertThat(teacher(file, "train").episode(1).turns().get(0).find(Message.ORIGIN))
        .hasValue(file + ": line 3");
  }

  private static List<String> sequences(Path file, String split) {
    IndexedTeacher teacher = teacher(file, split);
    return IntStream.range(0, teacher.size())
        .mapToObj(i -> teacher.episode(i).turns().get(0).anyLabels().get(0))
        .toList();
  }

  private static IndexedTeacher teacher(Path file, String split) {
    return teacher(file, split, 0.1);
  }

  private static IndexedTeacher teacher(Path file, String split, double fraction) {
    SequenceTask task = new SequenceTask();
    return (IndexedTeacher)
        task.create(
            TestingTeacherContext.of(
                    task,
                    "sequences",
                    Map.of("path", file, "valid-fraction", fraction),
                    file.getParent())
                .withDataType(DataType.parse(split)));
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 6, 7, 9, 13, 49})
  void namesAFractionThatWouldDo(int size) throws IOException {
    Path file =
        Files.write(
            folder.resolve("few.smi"), IntStream.range(0, size).mapToObj(i -> "C" + i).toList());

    Throwable told = catchThrowable(() -> teacher(file, "valid", 0.02));
    assertThat(told)
        .isInstanceOf(UserException.class)
        .hasMessageContaining("of the %d sequences in %s".formatted(size, file))
        .hasMessageContaining("task.valid-path");
    Matcher named =
        Pattern.compile("set task.valid-fraction=([0-9.]+) or more").matcher(told.getMessage());
    assertThat(named.find()).as(told.getMessage()).isTrue();
    double fraction = Double.parseDouble(named.group(1));
    assertThat(teacher(file, "valid", fraction).size()).isEqualTo(1);
    assertThat(teacher(file, "train", fraction).size()).isEqualTo(size - 1);
  }

  @Test
  void oneSequenceCannotBeSplit() throws IOException {
    Path file = Files.writeString(folder.resolve("one.smi"), "C\n");

    assertThatThrownBy(() -> teacher(file, "valid", 0.02))
        .hasMessageContaining("name a file for it with task.valid-path")
        .hasMessageNotContaining("or more");
  }

  @Test
  void besideAValidFileNoFractionWouldDo() throws IOException {
    Path file = Files.write(folder.resolve("some.smi"), List.of("C", "CC", "CCC"));
    SequenceTask task = new SequenceTask();

    assertThatThrownBy(
            () ->
                task.create(
                    TestingTeacherContext.of(
                            task, "sequences", Map.of("path", file, "valid-path", file), folder)
                        .withDataType(DataType.parse("test"))))
        .hasMessageContaining("task.test-path")
        .hasMessageNotContaining("valid-fraction");
  }

  @Test
  void saysWhatIsWrongWithAFile() throws IOException {
    Path empty = Files.createFile(folder.resolve("empty.smi"));
    assertThatThrownBy(() -> teacher(empty, "train"))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("empty.smi is empty");
    assertThatThrownBy(() -> teacher(folder.resolve("none.smi"), "train"))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("there is no file");
    Path bytes = Files.write(folder.resolve("bytes.smi"), new byte[] {(byte) 0xff, (byte) 0xfe});
    assertThatThrownBy(() -> teacher(bytes, "train"))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("no text");
  }
}
