package dev.rookery.plugins.tasks.format;

import static dev.rookery.plugins.tasks.TestingTeacherContext.OFFLINE;
import static dev.rookery.plugins.tasks.TestingTeacherContext.messages;
import static dev.rookery.plugins.tasks.TestingTeacherContext.teacher;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rookery.api.dialogue.DialogueFormatFactory;
import dev.rookery.api.dialogue.Message;
import dev.rookery.api.dialogue.Teacher;
import dev.rookery.api.settings.SettingsSpec;
import dev.rookery.plugins.tasks.ParityData;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;

/** Counts and first messages of whole data sets as ParlAI's teachers give them. */
@Tag("parity")
final class SubsetParityTest {

  private static final Pattern FILE = Pattern.compile("([^ ]+\\.txt)(?: \\((.+)\\))?");
  private static final Pattern CONVAI2 = Pattern.compile("(convai2[^ ]*) ([^ ]+)");

  @TestFactory
  Stream<DynamicTest> dataSets() {
    return ParityData.cases(
        "subset_messages.json",
        golden ->
            golden.properties().stream()
                .filter(each -> each.getValue().has("first_messages"))
                .map(
                    each ->
                        dynamicTest(each.getKey(), () -> check(each.getKey(), each.getValue()))));
  }

  private static void check(String name, JsonNode expected) {
    Teacher teacher = teacherOf(name);
    if (expected.has("num_episodes")) {
      assertThat(teacher.numEpisodes()).hasValue(expected.path("num_episodes").asLong());
      assertThat(teacher.numExamples()).hasValue(expected.path("num_examples").asLong());
    }
    List<Message> told = messages(teacher);
    JsonNode first = expected.path("first_messages");
    assertThat(first).isNotEmpty();
    IntStream.range(0, first.size())
        .forEach(
            i -> {
              JsonNode message =
                  first.path(i).has(Message.ID)
                      ? ParityData.JSON.valueToTree(told.get(i).fields())
                      : ParityData.withoutId(told.get(i));
              assertThat(message.toPrettyString()).isEqualTo(first.path(i).toPrettyString());
            });
  }

  private static Teacher teacherOf(String name) {
    Matcher convai2 = CONVAI2.matcher(name);
    if (convai2.matches()) {
      Path data = ParityData.dataFolder().orElse(null);
      Assumptions.assumeTrue(data != null, "there is no data folder with convai2 in it");
      return teacher(convai2.group(1), convai2.group(2), Map.of(), data, 1, OFFLINE);
    }
    Matcher file = FILE.matcher(name);
    assertThat(file.matches()).as("a case that this test knows: " + name).isTrue();
    Path path = ParityData.folder().resolve("data").resolve(file.group(1));
    String dataType = file.group(2) == null ? "valid" : file.group(2);
    return teacher(guessed(path), dataType, Map.of("path", path.toString()));
  }

  private static String guessed(Path file) {
    return FileTasks.formats().stream()
        .max(
            Comparator.comparingDouble(
                format -> format.create(SettingsSpec.none().defaults()).confidence(file)))
        .map(DialogueFormatFactory::name)
        .orElseThrow();
  }
}
