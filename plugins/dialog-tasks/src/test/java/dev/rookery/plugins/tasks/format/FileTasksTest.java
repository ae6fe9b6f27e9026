package dev.rookery.plugins.tasks.format;

import static dev.rookery.plugins.tasks.TestingTeacherContext.episodes;
import static dev.rookery.plugins.tasks.TestingTeacherContext.messages;
import static dev.rookery.plugins.tasks.TestingTeacherContext.teacher;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rookery.api.UserException;
import dev.rookery.api.dialogue.EpisodeCursor;
import dev.rookery.api.dialogue.IndexedTeacher;
import dev.rookery.api.dialogue.Message;
import dev.rookery.api.dialogue.Teacher;
import dev.rookery.api.settings.SettingsException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class FileTasksTest {

  private static final String TWO_TURNS = "1 your persona: i sing.\n2 hello\thi\n3 who ?\tme|i\n";

  @TempDir private Path folder;

  private Path file(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  private static Map<String, String> at(Path path) {
    return Map.of("path", path.toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"train", "train:stream"})
  void messagesHaveParlaisFieldsInItsOrder(String dataType) throws IOException {
    Path file = file("a.txt", "1 q\tb\t1\ta|b\n");
    Message message = messages(teacher("fbdialog", dataType, at(file))).get(0);
    assertThat(message.fields().keySet())
        .containsExactly("text", "labels", "reward", "label_candidates", "episode_done", "id");
    assertThat(message.id()).contains(folder.getFileName() + "/a.txt");
  }

  @Test
  void onlyStreamsArentHeldInMemory() throws IOException {
    Path file = file("a.txt", TWO_TURNS);
    Teacher stored = teacher("fbdialog", "train", at(file));
    Teacher streamed = teacher("fbdialog", "train:stream", at(file));
    assertThat(stored).isInstanceOf(IndexedTeacher.class);
    assertThat(streamed).isNotInstanceOf(IndexedTeacher.class);
    assertThat(streamed.numEpisodes()).isEmpty();
    assertThat(episodes(streamed)).isEqualTo(episodes(stored)).hasSize(1);
    assertThat(episodes(streamed)).as("a second epoch").hasSize(1);
  }

  @Test
  void aStreamReadsNoFurtherThanItIsAsked() throws IOException {
    Path file = file("a.txt", "1 a\tb\n1 c\td\n1 e\tf\nnot a line\n");
    Teacher teacher = teacher("fbdialog", "train:stream", at(file));
    try (EpisodeCursor episodes = teacher.open()) {
      assertThat(episodes.next()).isPresent();
      assertThat(episodes.next()).isPresent();
      assertThatThrownBy(
              () -> {
                episodes.next();
                episodes.next();
              })
          .hasMessageContaining("line 4");
    }
  }

  @Test
  void theFingerprintFollowsTheBytes() throws IOException {
    Path one = file("a.txt", TWO_TURNS);
    Path same = file("b.txt", TWO_TURNS);
    Path other = file("c.txt", TWO_TURNS + "1 x\ty\n");
    assertThat(teacher("fbdialog", "train", at(one)).fingerprint())
        .isEqualTo(teacher("fbdialog", "train", at(same)).fingerprint())
        .isNotEqualTo(teacher("fbdialog", "train", at(other)).fingerprint());
  }

  @ParameterizedTest
  @CsvSource({
    "fbdialog, '1 a\tb\nsecond line\n', 2, number of the turn",
    "fbdialog, '1 a\tb\tmuch\n', 1, reward",
    "fbdialog, '1 a\tb\n2 c\td\t\tx|y\n', 2, not one of the candidates",
    "parlai-format, 'text:a\tlabels:b\ntext:c\tsome words\n', 2, is not a field",
    "parlai-format, 'text:a\tlabels:b\treward:high\n', 1, reward",
    "parlai-format, '\n\ntext:c\n', 3, labels",
    "conversations, '{\"dialog\": []}\n{\"dialog\": [[}\n', 2, not JSON",
    "conversations, '{\"text\": \"a\"}\n', 1, not a conversation",
    "conversations, '{\"dialog\": [[{\"id\": \"a\"}]]}\n', 1, no text",
    "json, '{\"text\": \"a\", \"labels\": [\"b\"]}\n{\"text\": \"a\"}\n', 2, labels",
    "json, '[\n{\"text\": \"a\", \"labels\": [\"b\"]},\n{\"labels\": [\"b\"]}]\n', 3, text",
    "json, '[\n{\"text\": \"a\", \"labels\": [\"b\"]},\n{\"text\":\n', 3, file ends",
    "json, '[\n{\"text\": \"a\", \"labels\": [\"b\"]}\n', 2, file ends",
    "json, '[{\"text\": \"a\", \"labels\": [\"b\"]},\n]\n', 2, not JSON",
    "json, '{\"text\": \"a\", \"labels\": [null]}\n', 1, list of texts",
    "json, '{\"text\": \"a\", \"labels\": 5}\n', 1, list of texts",
    "json, '{\"text\": 5, \"labels\": [\"b\"]}\n', 1, text",
    "json, '{\"text\": \"a\", \"eval_labels\": [\"b\"]}\n', 1, eval_labels",
    "json, '[{\"text\":\"a\",\"labels\":\"b\"}]\n"
        + "[{\"text\":\"c\",\"labels\":\"d\"}]', 2, is one array",
    "json, '{\"text\":\"a\",\"labels\":\"b\"}\n"
        + "[{\"text\":\"c\",\"labels\":\"d\"}]', 2, a line is an object",
    "json, '5\n', 1, a message is an object"
  })
  void wrongLinesAreNamed(String task, String text, int line, String problem) throws IOException {
    Path file = file("wrong.txt", text);
    for (String dataType : List.of("train", "train:stream")) {
      assertThatThrownBy(() -> messages(teacher(task, dataType, at(file))))
          .isInstanceOf(UserException.class)
          .hasMessageStartingWith(file + ", line " + line + ": ")
          .hasMessageContaining(problem);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"fbdialog", "parlai-format", "conversations", "json"})
  void bytesThatArentUtf8AreNamed(String task) throws IOException {
    Path file = folder.resolve("latin1.txt");
    String good =
        switch (task) {
          case "fbdialog" -> "1 a\tb";
          case "parlai-format" -> "text:a\tlabels:b";
          case "conversations" -> "{\"dialog\": []}";
          default -> "{\"text\": \"a\", \"labels\": [\"b\"]}";
        };
    Files.write(file, (good + "\ncaf\u00e9\n").getBytes(StandardCharsets.ISO_8859_1));
    assertThatThrownBy(() -> messages(teacher(task, "train", at(file))))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("latin1.txt, line 2: byte 4 (0xE9) is not UTF-8");
  }

  @Test
  void bytesThatArentUtf8AreNamedWithinAnArray() throws IOException {
    Path file = folder.resolve("latin1.json");
    Files.write(
        file,
        "[\n{\"text\": \"\u00e9\", \"labels\": [\"b\"]}]".getBytes(StandardCharsets.ISO_8859_1));
    assertThatThrownBy(() -> messages(teacher("json", "train", at(file))))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("latin1.json, line 2: byte 11 (0xE9) is not UTF-8");
  }

  @Test
  void aGzipHeaderAloneIsSaid() throws IOException {
    Path file = Files.write(folder.resolve("g.txt"), new byte[] {0x1F, (byte) 0x8B});
    assertThatThrownBy(() -> teacher("fbdialog", "train", at(file)))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("g.txt is cut off");
  }

  @Test
  void aStreamedFileHasTheFingerprintOfTheFileInMemory() throws IOException {
    Path file = file("a.txt", TWO_TURNS);
    assertThat(teacher("fbdialog", "train:stream", at(file)).fingerprint())
        .isPresent()
        .isEqualTo(teacher("fbdialog", "train", at(file)).fingerprint());
  }

  @Test
  void gzipIsReadWhateverTheName() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(TWO_TURNS.getBytes(StandardCharsets.UTF_8));
    }
    Path file = Files.write(folder.resolve("data.txt"), bytes.toByteArray());
    assertThat(messages(teacher("fbdialog", "train", at(file))))
        .extracting(Message::labels)
        .containsExactly(List.of("hi"), List.of("me", "i"));

    Path cut =
        Files.write(
            folder.resolve("cut.gz"), Arrays.copyOf(bytes.toByteArray(), bytes.size() - 12));
    assertThatThrownBy(() -> teacher("fbdialog", "train", at(cut)))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("cut.gz")
        .hasMessageContaining("cannot be read");
  }

  @Test
  void windowsFilesReadAsOthersDo() throws IOException {
    Path fb = file("fb.txt", "\uFEFF" + TWO_TURNS.replace("\n", "\r\n"));
    assertThat(messages(teacher("fbdialog", "train", at(fb))).get(0).text())
        .contains("your persona: i sing.\nhello");
    Path parlai = file("p.txt", "text:a\tlabels:b\r\ntext:c\tlabels:d\tepisode_done:True\r\n");
    assertThat(messages(teacher("parlai-format", "train", at(parlai))))
        .extracting(Message::labels)
        .containsExactly(List.of("b"), List.of("d"));
  }

  @Test
  void missingAndEmptyFilesAreSaid() throws IOException {
    Path missing = folder.resolve("missing.txt");
    Path empty = file("empty.txt", "\n \n");
    for (String dataType : List.of("train", "train:stream")) {
      assertThatThrownBy(() -> teacher("fbdialog", dataType, at(missing)))
          .isInstanceOf(UserException.class)
          .hasMessageContaining("there is no file " + missing);
      assertThatThrownBy(() -> teacher("fbdialog", dataType, at(empty)))
          .isInstanceOf(UserException.class)
          .hasMessageContaining("has no dialogue in it");
    }
    assertThatThrownBy(() -> teacher("fbdialog", "train", Map.of()))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("set path or train-path");
  }

  @ParameterizedTest
  @CsvSource({"path, d/{split}.txt", "path, d", "valid-path, d/valid.txt"})
  void eachSplitHasItsFile(String setting, String path) throws IOException {
    Files.createDirectories(folder.resolve("d"));
    file("d/train.txt", "1 train\tt\n");
    file("d/valid.txt", "1 valid\tv\n");
    Map<String, String> settings = Map.of(setting, folder.resolve(path).toString());
    assertThat(messages(teacher("fbdialog", "valid", settings)).get(0).evalLabels())
        .containsExactly("v");
    assertThatThrownBy(() -> teacher("fbdialog", "test", settings)).hasMessageContaining("test");
  }

  @Test
  void carriageReturnsStayWhereParlaisFigureIsWanted() throws IOException {
    Path file = file("p.txt", "text:a\tlabels:b\r\ntext:c\tlabels:d\tepisode_done:True\r\n\r\n");
    Map<String, String> settings = Map.of("path", file.toString(), "keep-carriage-returns", "true");
    for (String dataType : List.of("train:ordered", "train:stream")) {
      assertThat(messages(teacher("parlai-format", dataType, settings)))
          .as(dataType)
          .extracting(Message::labels)
          .containsExactly(List.of("b\r"), List.of("d"));
    }
  }

  @Test
  void parlaisExtensionNamesTheSplit() throws IOException {
    file("data_train.txt", "text:train\tlabels:t\n");
    Map<String, String> settings =
        Map.of("path", folder.resolve("data").toString(), "datatype-extension", "true");
    assertThat(messages(teacher("parlai-format", "train", settings)).get(0).text())
        .contains("train");
  }

  @Test
  void aFolderWithTwoTrainingFilesIsAmbiguous() throws IOException {
    file("train_a.txt", TWO_TURNS);
    file("train_b.txt", TWO_TURNS);
    assertThatThrownBy(() -> teacher("fbdialog", "train", at(folder)))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("train_a.txt, train_b.txt")
        .hasMessageContaining("train-path");
  }

  @Test
  void linesLongerThanTheBufferAndReturnsAtItsEdgeAreRead() throws IOException {
    String most = "x".repeat((1 << 16) - 5); // with "1 ", a tab and a letter, ends before \r
    Path file = file("long.txt", "1 " + most + "\ta\r\n2 " + "y".repeat(1 << 18) + "\tb\r3 z\tc");
    assertThat(messages(teacher("fbdialog", "train", at(file))))
        .extracting(message -> message.text().orElseThrow().length() + message.labels().get(0))
        .containsExactly(most.length() + "a", (1 << 18) + "b", "1c");
  }

  @Test
  void thereAreNoVariants() throws IOException {
    Path file = file("a.txt", TWO_TURNS);
    assertThatThrownBy(() -> teacher("fbdialog:x", "train", at(file)))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("fbdialog:x");
    assertThatThrownBy(() -> teacher("persona-sim:x", "train", Map.of()))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("persona-sim:x");
  }
}
