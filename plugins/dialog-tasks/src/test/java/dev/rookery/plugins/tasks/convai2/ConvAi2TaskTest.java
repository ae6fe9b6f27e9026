package dev.rookery.plugins.tasks.convai2;

import static dev.rookery.plugins.tasks.TestingTeacherContext.OFFLINE;
import static dev.rookery.plugins.tasks.TestingTeacherContext.messages;
import static dev.rookery.plugins.tasks.TestingTeacherContext.teacher;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rookery.api.Downloads;
import dev.rookery.api.UserException;
import dev.rookery.api.dialogue.Message;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ConvAi2TaskTest {

  private static final String DIALOGUE =
      """
      1 your persona: i've a dog .
      2 partner's persona: i sing .
      3 hi , how are you ?\ti am fine . you ?
      4 good .\tgreat !
      """;

  @TempDir private Path data;

  private void put(String path) throws IOException {
    Path file = data.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, DIALOGUE);
  }

  private List<Message> told(String task, String dataType, Map<String, String> settings) {
    return messages(teacher(task, dataType, settings, data, 1, OFFLINE));
  }

  @ParameterizedTest
  @CsvSource({
    "convai2, train, train_self_original.txt",
    "convai2:no_cands, train, train_self_original_no_cands.txt",
    "convai2:self:no_cands, valid, valid_self_original_no_cands.txt",
    "convai2:SelfOriginal, train:stream, train_self_original.txt",
    "convai2:self_revised, train, train_self_revised.txt",
    "convai2:other, train, train_other_original.txt",
    "convai2:both:no_cands, test, valid_both_original_no_cands.txt",
    "convai2:none, valid, valid_none_original.txt",
    "convai2:normalized_none, train, train_none_original.txt"
  })
  void variantsAreFiles(String task, String dataType, String file) throws IOException {
    put("convai2/" + file);
    List<Message> told = told(task, dataType, Map.of());
    assertThat(told).hasSize(2);
    assertThat(told.get(0).id()).contains(task);
    assertThat(told.get(0).has(Message.LABELS)).isEqualTo(dataType.startsWith("train"));
  }

  @Test
  void parlaisFolderServesToo() throws IOException {
    put("ConvAI2/train_self_original.txt");
    assertThat(told("convai2", "train", Map.of())).hasSize(2);
  }

  @Test
  void normalizedTextsReadAsPeopleWrite() throws IOException {
    put("convai2/train_both_original.txt");
    Message first = told("convai2:normalized_both", "train", Map.of()).get(0);
    assertThat(first.text())
        .contains("your persona: I've a dog.\npartner's persona: I sing.\nHi, how are you?");
    assertThat(first.labels()).containsExactly("I am fine. You?");
    assertThat(
            told("convai2:normalized_both", "train", Map.of("your-persona-first", "false"))
                .get(0)
                .text())
        .contains("partner's persona: I sing.\nyour persona: I've a dog.\nHi, how are you?");
    assertThat(told("convai2:normalized_their", "train", Map.of()).get(0).text())
        .contains("partner's persona: I sing.\nHi, how are you?");
  }

  @ParameterizedTest
  @ValueSource(strings = {"train", "train:stream"})
  void theFirstTurnsCanBeKept(String dataType) throws IOException {
    put("convai2/train_self_original.txt");
    List<Message> told = told("convai2:normalized", dataType, Map.of("max-num-turns", "1"));
    assertThat(told).hasSize(1);
    assertThat(told.get(0).episodeDone()).isTrue();
  }

  @Test
  void aFolderOfTheUsersIsNeverAddedTo() throws IOException {
    put("convai2/train_self_original_no_cands.txt");
    assertThatThrownBy(() -> told("convai2:none", "train", Map.of()))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("train_none_original.txt")
        .hasMessageContaining("that folder has train_self_original_no_cands.txt");
  }

  @Test
  void unknownVariantsAreSaid() {
    assertThatThrownBy(() -> told("convai2:theirs", "train", Map.of()))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("convai2:theirs")
        .hasMessageContaining("self_revised");
  }

  @Test
  void theArchiveIsFetchedOnceAndUnpacked() throws IOException {
    Path archive = data.resolve("prepared.tgz");
    Archives.write(
        archive, Map.of("train_self_original.txt", DIALOGUE, "valid_self_original.txt", DIALOGUE));
    List<URI> asked = new ArrayList<>();
    Downloads downloads =
        (source, sha256, mostBytes, target) -> {
          asked.add(source);
          assertThat(sha256).hasSize(64);
          try {
            return Files.copy(archive, target);
          } catch (IOException e) {
            throw new AssertionError(e);
          }
        };
    Path folder = Files.createDirectories(data.resolve("fresh/ConvAI2")).getParent();
    for (String dataType : List.of("train", "valid", "test")) {
      assertThat(messages(teacher("convai2", dataType, Map.of(), folder, 1, downloads))).hasSize(2);
    }
    assertThat(asked).singleElement().asString().endsWith("convai2_fix_723.tgz");
    assertThatThrownBy(
            () ->
                teacher(
                    "convai2:none",
                    "train",
                    Map.of(),
                    folder,
                    1,
                    (source, sha256, mostBytes, target) -> target))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("has no file train_none_original.txt");
  }
}
