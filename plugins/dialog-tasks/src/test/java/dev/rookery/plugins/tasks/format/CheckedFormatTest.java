package dev.rookery.plugins.tasks.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rookery.api.UserException;
import dev.rookery.api.dialogue.DialogueFormat;
import dev.rookery.api.dialogue.FormatCheck;
import dev.rookery.api.dialogue.LineProblem;
import dev.rookery.api.settings.SettingsSpec;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class CheckedFormatTest {

  @TempDir private Path folder;

  private static DialogueFormat format(String name) {
    return FileTasks.formats().stream()
        .filter(each -> each.name().equals(name))
        .findFirst()
        .orElseThrow()
        .create(SettingsSpec.none().defaults());
  }

  private static String guessed(Path file) {
    return FileTasks.formats().stream()
        .max(Comparator.comparingDouble(each -> format(each.name()).confidence(file)))
        .orElseThrow()
        .name();
  }

  @ParameterizedTest
  @CsvSource({
    "fbdialog, '1 a\tb\nbad line\n2 c\td\n1 e\tf\nworse\n', 2, 3, '2 5'",
    "parlai-format, 'text:a\tlabels:b\nlabels:b\ntext:c\ntext:d\tlabels:e\n', 1, 2, '2 3'",
    "conversations, '{\"dialog\":[[{\"text\":\"a\"},{\"text\":\"b\"}]]}\n{}\n{\n', 1, 1, '2 3'",
    "json, '{\"text\":\"a\",\"labels\":[\"b\"]}\n{\"text\":\"a\"}\n{\"text\":\n', 1, 1, '2 3'",
    "json, '[\n{\"text\":\"a\",\"labels\":[\"b\"]},\n{\"text\":\"a\"},\n5]', 1, 1, '3 4'"
  })
  void everyWrongLineIsListed(
      String name, String text, int episodes, int examples, String wrongLines) throws IOException {
    Path file = Files.writeString(folder.resolve("data"), text);
    FormatCheck check = format(name).check(file);
    assertThat(check.format()).isEqualTo(name);
    assertThat(check.episodes()).isEqualTo(episodes);
    assertThat(check.examples()).isEqualTo(examples);
    assertThat(check.isClean()).isFalse();
    assertThat(check.problems())
        .extracting(problem -> Long.toString(problem.line()))
        .containsExactly(wrongLines.split(" "));
    assertThat(guessed(file)).isEqualTo(name);
  }

  @ParameterizedTest
  @CsvSource({
    "conversations, '{\"dialogue\":[]}', its dialogue has no turns",
    "conversations, '{\"dialog\":[]}', its dialogue has no turns",
    "conversations, '{\"dialog\":[[{\"text\":\"a\"}]]}', 'a single turn, which nobody answers'",
    "conversations, '{\"dialog\":[[{\"id\":\"context\",\"text\":\"a\"}]]}', speaker \"context\"",
    "conversations, '{\"dialgo\":[]}', did you mean \"dialog\"?",
    "json, '{\"dialog\":[]}', its dialogue has no turns",
    "json, '{\"messages\":[]}', its list of messages is empty",
    "json, '{\"text\":\"a\",\"lables\":[\"b\"]}', '\"lables\" is unknown, did you mean"
        + " \"labels\"?'",
    "parlai-format, 'text:a	labls:b', '\"labls\" is unknown, did you mean \"labels\"?'"
  })
  void everyLineThatGivesNoExampleIsListedWithTheReason(String name, String line, String reason)
      throws IOException {
    Path file = Files.writeString(folder.resolve("data"), "\n" + line + "\n");
    assertThat(format(name).check(file).problems())
        .singleElement()
        .satisfies(problem -> assertThat(problem.line()).isEqualTo(2))
        .satisfies(problem -> assertThat(problem.problem()).contains(reason));
  }

  @ParameterizedTest
  @CsvSource({
    "'{\"text\": \"a\"', 'it ends too early; a bracket, a brace or a quotation mark is not closed,"
        + " column 13'",
    "'{\"text\": a}', 'column 11'",
    "'{\"text\": \"a\" \"b\"}', 'Unexpected character (''\"''): was expecting comma'"
  })
  void whatIsNoJsonIsExplainedWithoutTheParsersNotes(String line, String reason)
      throws IOException {
    Path file = Files.writeString(folder.resolve("data"), "\n" + line + "\n");
    assertThat(format("json").check(file).problems())
        .singleElement()
        .satisfies(problem -> assertThat(problem.line()).isEqualTo(2))
        .extracting(LineProblem::problem)
        .asString()
        .startsWith("is not JSON: ")
        .contains(reason)
        .doesNotContain("Source", "code ", "line");
  }

  @Test
  void wrongBytesAreAmongTheProblems() throws IOException {
    Path file = folder.resolve("data");
    Files.write(file, "1 a\tb\n2 \u00e9\tb\n3 c\td\n".getBytes(StandardCharsets.ISO_8859_1));
    FormatCheck check = format("fbdialog").check(file);
    assertThat(check.examples()).isEqualTo(2);
    assertThat(check.problems())
        .containsExactly(
            new LineProblem(
                2, "byte 3 (0xE9) is not UTF-8; save the file with the encoding UTF-8"));
  }

  @Test
  void aGoodFileIsClean() throws IOException {
    Path file = Files.writeString(folder.resolve("data"), "1 a\tb\n2 c\td\n");
    assertThat(format("fbdialog").check(file).isClean()).isTrue();
  }

  @Test
  void nothingIsCertainAboutAnEmptyFile() throws IOException {
    Path file = Files.writeString(folder.resolve("data"), "");
    assertThat(FileTasks.formats()).allMatch(each -> format(each.name()).confidence(file) == 0);
  }

  @Test
  void aMissingFileIsSaid() {
    assertThatThrownBy(() -> format("json").check(folder.resolve("no")))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("there is no file");
  }
}
