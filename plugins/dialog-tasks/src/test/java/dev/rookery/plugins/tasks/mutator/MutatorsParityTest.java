package dev.rookery.plugins.tasks.mutator;

import static dev.rookery.plugins.tasks.TestingTeacherContext.episodes;
import static dev.rookery.plugins.tasks.TestingTeacherContext.read;
import static dev.rookery.plugins.tasks.TestingTeacherContext.teacher;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rookery.api.dialogue.Episode;
import dev.rookery.api.dialogue.Message;
import dev.rookery.api.dialogue.Mutator;
import dev.rookery.api.dialogue.MutatorFactory;
import dev.rookery.plugins.tasks.ParityData;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;

/** What ParlAI's mutators make of the same dialogues. */
@Tag("parity")
final class MutatorsParityTest {

  private static final Pattern CASE = Pattern.compile("([^ ]+)(?: \\((.+)\\))?");

  @TestFactory
  Stream<DynamicTest> mutators() {
    return ParityData.cases(
        "mutators.json",
        golden ->
            golden.path("mutators").properties().stream()
                .map(
                    each ->
                        dynamicTest(
                            each.getKey(),
                            () ->
                                check(
                                    golden.path("input").asText(),
                                    each.getKey(),
                                    each.getValue()))));
  }

  private static void check(String input, String name, JsonNode expected) {
    List<Episode> before =
        episodes(
            teacher(
                "parlai-format",
                "train:ordered",
                Map.of("path", ParityData.folder().resolve(input).toString())));
    List<Episode> after = before;
    for (Mutator mutator : named(name)) {
      List<Episode> result = new ArrayList<>();
      SplittableRandom random = new SplittableRandom(7);
      after.forEach(episode -> result.addAll(mutator.mutate(episode, random)));
      after = result;
    }
    List<ObjectNode> told =
        after.stream().flatMap(each -> each.turns().stream()).map(ParityData::withoutId).toList();
    List<ObjectNode> golden = new ArrayList<>();
    expected.path("messages").forEach(message -> golden.add((ObjectNode) message));
    assertThat(before).hasSize(expected.path("num_episodes").asInt());
    if (!expected.path("random").isMissingNode()) {
      assertThat(ordered(name, told)).isEqualTo(ordered(name, golden));
    } else {
      assertThat(told).isEqualTo(golden);
    }
  }

  private static List<Mutator> named(String name) {
    Matcher matcher = CASE.matcher(name);
    assertThat(matcher.matches()).as("a case that this test knows: " + name).isTrue();
    if (matcher.group(1).equals("(none)")) {
      return List.of();
    }
    Map<String, String> settings = new HashMap<>();
    if (matcher.group(2) != null) {
      for (String setting : matcher.group(2).split(", *", -1)) {
        String[] nameAndValue = setting.split("=", 2);
        String value = nameAndValue[1];
        settings.put(
            nameAndValue[0].replace('_', '-'),
            value.matches("True|False") ? value.toLowerCase(Locale.ROOT) : value);
      }
    }
    return Arrays.stream(matcher.group(1).split("[,+]", -1))
        .map(
            word -> {
              MutatorFactory factory =
                  Mutators.all().stream()
                      .filter(each -> each.name().equals(word.replace('_', '-')))
                      .findFirst()
                      .orElseThrow();
              // Like flags, the settings are those of all the mutators together.
              Map<String, String> own = new HashMap<>(settings);
              own.keySet().removeIf(key -> factory.settings().find(key).isEmpty());
              return factory.create(read(factory.settings(), own));
            })
        .toList();
  }

  /** Brings what was shuffled into one order; all else is left as it is. */
  private static List<ObjectNode> ordered(String name, List<ObjectNode> messages) {
    List<ObjectNode> result = messages.stream().map(ObjectNode::deepCopy).toList();
    if (name.contains("episode_shuffle")) {
      // One pool of lines an episode: put it, sorted, in place of the texts.
      List<ObjectNode> episode = new ArrayList<>();
      for (ObjectNode message : result) {
        episode.add(message);
        if (message.path(Message.EPISODE_DONE).asBoolean()) {
          String pool =
              episode.stream()
                  .flatMap(turn -> turn.path(Message.TEXT).asText().lines())
                  .map(line -> sortedWords(name, line))
                  .sorted()
                  .collect(Collectors.joining("\n"));
          episode.forEach(turn -> turn.put(Message.TEXT, pool));
          episode.clear();
        }
      }
      return result;
    }
    for (ObjectNode message : result) {
      List<String> lines = new ArrayList<>();
      for (String line : message.path(Message.TEXT).asText().split("\n", -1)) {
        lines.add(sortedWords(name, line));
      }
      if (name.contains("context_shuffle")) {
        lines.subList(0, lines.size() - 1).sort(null);
      }
      message.put(Message.TEXT, String.join("\n", lines));
    }
    return result;
  }

  private static String sortedWords(String name, String line) {
    return name.contains("word_shuffle")
        ? Arrays.stream(line.split(" ", -1)).sorted().collect(Collectors.joining(" "))
        : line;
  }
}
