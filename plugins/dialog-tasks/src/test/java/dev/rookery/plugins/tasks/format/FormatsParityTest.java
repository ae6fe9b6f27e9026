package dev.rookery.plugins.tasks.format;

import static dev.rookery.plugins.tasks.TestingTeacherContext.messages;
import static dev.rookery.plugins.tasks.TestingTeacherContext.teacher;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rookery.api.UserException;
import dev.rookery.api.dialogue.Message;
import dev.rookery.api.dialogue.Teacher;
import dev.rookery.plugins.tasks.ParityData;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;

/** The messages that ParlAI's teachers give for the same files. */
@Tag("parity")
final class FormatsParityTest {

  private static final Pattern LINE = Pattern.compile("Line (\\d+)");

  @TestFactory
  Stream<DynamicTest> formats() {
    return ParityData.cases(
        "formats.json",
        golden ->
            golden.properties().stream()
                .filter(section -> section.getValue().isObject())
                .flatMap(section -> files(section.getKey().replace('_', '-'), section.getValue())));
  }

  private static Stream<DynamicTest> files(String task, JsonNode files) {
    return files.properties().stream()
        .flatMap(
            file ->
                file.getValue().properties().stream()
                    .flatMap(
                        mode ->
                            modes(task, mode.getKey())
                                .map(
                                    asked ->
                                        dynamicTest(
                                            task + " " + file.getKey() + " " + asked,
                                            () ->
                                                check(
                                                    task,
                                                    file.getKey(),
                                                    asked,
                                                    mode.getValue())))));
  }

  /** How a golden case is asked of us: in memory, and streaming. */
  private record Asked(String dataType, Map<String, String> settings) {}

  private static Stream<Asked> modes(String task, String mode) {
    List<String> words = List.of(mode.split(" "));
    String last = words.get(words.size() - 1);
    boolean conversations = task.equals("conversations");
    Map<String, String> settings = conversations ? Map.of("label-turns", last) : Map.of();
    String dataType = conversations ? (words.size() > 1 ? words.get(0) : "train:ordered") : mode;
    String streamed = dataType.replaceFirst("^(\\w+)(:stream)?", "$1:stream");
    return Stream.of(new Asked(dataType, settings), new Asked(streamed, settings));
  }

  private static void check(String task, String file, Asked asked, JsonNode expected) {
    Map<String, String> settings = new HashMap<>(asked.settings);
    settings.put("path", ParityData.folder().resolve("data/formats").resolve(file).toString());
    if (expected.has("error")) {
      // Ours names a line always, ParlAI sometimes.
      Matcher line = LINE.matcher(expected.path("error").asText());
      assertThatThrownBy(() -> messages(teacher(task, asked.dataType, settings)))
          .isInstanceOf(UserException.class)
          .hasMessageContaining(file)
          .hasMessageContaining(line.find() ? "line " + line.group(1) + ":" : "line ");
      return;
    }
    Teacher teacher = teacher(task, asked.dataType, settings);
    List<Message> messages = messages(teacher);
    if (!asked.dataType.contains("stream")) {
      assertThat(teacher.numEpisodes()).hasValue(expected.path("num_episodes").asLong());
      assertThat(teacher.numExamples()).hasValue(expected.path("num_examples").asLong());
    }
    assertThat(messages.stream().filter(Message::episodeDone))
        .hasSize(expected.path("num_episodes").asInt());
    assertThat(shown(messages)).isEqualTo(texts(expected.path("messages")));
  }

  // As texts, so that the order of the fields is compared too.
  private static List<String> shown(List<Message> messages) {
    return messages.stream().map(ParityData::withoutId).map(ObjectNode::toPrettyString).toList();
  }

  private static List<String> texts(JsonNode messages) {
    List<String> result = new ArrayList<>();
    messages.forEach(message -> result.add(message.toPrettyString()));
    return result;
  }

  @TestFactory
  Stream<DynamicTest> messagesAsLines() {
    return ParityData.cases(
        "formats.json",
        golden -> {
          List<DynamicTest> tests = new ArrayList<>();
          for (JsonNode each : golden.path("msg_to_str")) {
            tests.add(dynamicTest("msg_to_str " + each.path("string"), () -> checkLine(each)));
          }
          return tests.stream();
        });
  }

  private static void checkLine(JsonNode expected) throws BadLine {
    Message message = message(expected.path("message"));
    String line = expected.path("string").asText();
    assertThat(ParlaiText.format(message, Set.of())).isEqualTo(line);
    assertThat(ParlaiText.format(message, Set.of("id", "labels")))
        .isEqualTo(expected.path("ignoring_id_and_labels").asText());
    assertThat(ParlaiText.parse(new Line(1, line)))
        .isEqualTo(message(expected.path("parsed_again")));
  }

  @SuppressWarnings("unchecked") // JSON objects have text keys
  private static Message message(JsonNode node) {
    return Message.of((Map<String, Object>) ParityData.JSON.convertValue(node, Map.class));
  }
}
