package dev.rookery.plugins.tasks.format;

import static dev.rookery.plugins.tasks.TestingTeacherContext.episodes;
import static dev.rookery.plugins.tasks.TestingTeacherContext.teacher;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.rookery.api.dialogue.Episode;
import dev.rookery.api.dialogue.Message;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The shapes in which people keep dialogues as JSON. */
final class JsonTaskTest {

  @TempDir private Path folder;

  // Episodes as "text>label/text>label | text>label".
  private String told(String json, String dataType) throws IOException {
    Path file = Files.writeString(folder.resolve("data.json"), json);
    return episodes(teacher("json", dataType, Map.of("path", file.toString()))).stream()
        .map(JsonTaskTest::shown)
        .collect(Collectors.joining(" | "));
  }

  private static String shown(Episode episode) {
    return episode.turns().stream()
        .map(turn -> turn.text().orElseThrow() + ">" + String.join("&", turn.labels()))
        .collect(Collectors.joining("/"));
  }

  static Stream<Arguments> shapes() {
    return Stream.of(
        arguments("[{'text':'a','labels':['b']},{'text':'c','labels':['d','e']}]", "a>b | c>d&e"),
        arguments("{'text':'a','labels':['b']}\n{'text':'c','labels':['d']}", "a>b | c>d"),
        arguments(
            "{'text':'a','labels':['b'],'episode_done':false}\n{'text':'c','labels':['d']}",
            "a>b/c>d"),
        arguments(
            "[[{'text':'a','label':'b'},{'text':'c','labels':'d'}],[{'text':'e','labels':'f'}]]",
            "a>b/c>d | e>f"),
        arguments(
            "{'messages':[{'text':'a','labels':'b'},{'text':'c','labels':'d'}]}\n"
                + "{'messages':[{'text':'e','labels':'f'}]}",
            "a>b/c>d | e>f"),
        arguments("{'messages':[{'text':'a','labels':'b'},{'text':'c','labels':'d'}]}", "a>b/c>d"),
        arguments(
            "[\n  {'episode':[\n {'text':'a','labels':'b'}]},\n {'text':'c','labels':'d'}\n]",
            "a>b | c>d"),
        arguments("{'dialog':[[{'id':'x','text':'a'},{'id':'y','text':'b'}]]}", "a>b"),
        arguments("{'dialogue':[{'id':'x','text':'a'},{'id':'y','text':'b'}]}", "a>b"),
        arguments(
            "[{'dialog':[{'id':'x','text':'a'},{'id':'y','text':'b'},{'text':'c'}]}]", "a>b"));
  }

  @ParameterizedTest
  @MethodSource
  void shapes(String json, String expected) throws IOException {
    String quoted = json.replace('\'', '"');
    assertThat(told(quoted, "train")).isEqualTo(expected);
    assertThat(told(quoted, "train:stream")).isEqualTo(expected);
  }

  @Test
  void otherFieldsAreKept() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("data.json"),
            """
            {"text": "a", "labels": ["b"], "n": 3, "x": 0.5, "on": true, "none": null,
             "map": {"k": [1, 2]}}\
            """
                .replace("\n", ""));
    Message message =
        episodes(teacher("json", "train", Map.of("path", file.toString()))).get(0).turns().get(0);
    assertThat(message.without(Message.ID).fields())
        .isEqualTo(
            Map.of(
                "text",
                "a",
                "labels",
                List.of("b"),
                "n",
                3,
                "x",
                0.5,
                "on",
                true,
                "map",
                Map.of("k", List.of(1, 2)),
                "episode_done",
                true));
  }
}
