package dev.rookery.plugins.tasks.sim;

import static dev.rookery.plugins.tasks.TestingTeacherContext.OFFLINE;
import static dev.rookery.plugins.tasks.TestingTeacherContext.episodes;
import static dev.rookery.plugins.tasks.TestingTeacherContext.teacher;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rookery.api.dialogue.Episode;
import dev.rookery.api.dialogue.IndexedTeacher;
import dev.rookery.api.dialogue.Message;
import dev.rookery.api.settings.SettingsException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A reader of its own understands the stories and must come to the same answers. */
final class BabiSimTest {

  private static List<Episode> stories(String task, Map<String, String> more) {
    Map<String, String> settings = new HashMap<>(more);
    settings.put("tasks", task);
    settings.putIfAbsent("episodes", "300");
    return episodes(teacher("babi-sim", "train", settings, Path.of("none"), 3, OFFLINE));
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "2", "3", "5", "6", "7", "8"})
  void answersFollowFromWhatWasTold(String task) {
    Set<String> answers = new HashSet<>();
    int fromEarlierTurns = 0;
    for (Episode story : stories(task, Map.of())) {
      BabiReader reader = new BabiReader();
      for (Message turn : story.turns()) {
        List<String> lines = turn.text().orElseThrow().lines().toList();
        lines.subList(0, lines.size() - 1).forEach(reader::hear);
        String question = lines.get(lines.size() - 1);
        assertThat(reader.answer(question)).as(question).isEqualTo(turn.labels().get(0));
        answers.add(turn.labels().get(0));
        String subject = turn.labels().get(0);
        if (lines.subList(0, lines.size() - 1).stream().noneMatch(line -> line.contains(subject))) {
          fromEarlierTurns++;
        }
      }
      assertThat(story.turns()).hasSize(5);
    }
    assertThat(answers).hasSizeGreaterThan(1);
    assertThat(fromEarlierTurns).as("answers that stand in earlier turns").isGreaterThan(100);
  }

  @Test
  void kindsCanBeMixedAndNamed() {
    Set<String> starts = new HashSet<>();
    for (Episode story : stories("single-supporting-fact,yes-no-questions", Map.of())) {
      String text = story.turns().get(0).text().orElseThrow();
      starts.add(text.substring(text.lastIndexOf('\n') + 1).split(" ", -1)[0]);
    }
    assertThat(starts).containsExactlyInAnyOrder("where", "is");
    assertThatThrownBy(() -> stories("9", Map.of()))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("8 (lists)");
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "2", "3", "5", "6", "7", "8"})
  void smallWorldsAndLongStoriesEnd(String task) {
    Map<String, String> small =
        Map.of("people", "2", "places", "2", "objects", "1", "turns", "50", "episodes", "20");
    assertThat(stories(task, small)).hasSize(20);
  }

  @Test
  void splitsAndSeedsDiffer() {
    IndexedTeacher train = sim("train", 1);
    assertThat(train.episode(0)).isEqualTo(sim("train", 1).episode(0));
    assertThat(texts(train.episode(0))).isNotEqualTo(texts(sim("train", 2).episode(0)));
    assertThat(texts(train.episode(0))).isNotEqualTo(texts(sim("valid", 1).episode(0)));
  }

  private static IndexedTeacher sim(String split, long seed) {
    return (IndexedTeacher) teacher("babi-sim", split, Map.of(), Path.of("none"), seed, OFFLINE);
  }

  private static List<String> texts(Episode episode) {
    return episode.turns().stream().map(turn -> turn.text().orElseThrow()).toList();
  }
}
