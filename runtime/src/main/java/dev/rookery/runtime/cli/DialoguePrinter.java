package dev.rookery.runtime.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rookery.api.dialogue.Episode;
import dev.rookery.api.dialogue.EpisodeCursor;
import dev.rookery.api.dialogue.Message;
import dev.rookery.api.dialogue.Teacher;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** Prints what teachers say, for people in ParlAI's manner or for programs. */
final class DialoguePrinter {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** What has a place of its own in the listing. */
  private static final Set<String> SHOWN =
      Set.of(
          Message.ID,
          Message.TEXT,
          Message.LABELS,
          Message.EVAL_LABELS,
          Message.EPISODE_DONE,
          Message.LABEL_CANDIDATES);

  private final PrintWriter out;
  private final boolean json;
  private long left;

  /**
   * @param examples how many turns are printed of all teachers together; 0 prints all
   */
  DialoguePrinter(PrintWriter out, boolean json, int examples) {
    this.out = out;
    this.json = json;
    this.left = examples == 0 ? Long.MAX_VALUE : examples;
  }

  void print(Teacher teacher) {
    try (EpisodeCursor cursor = teacher.open()) {
      for (Optional<Episode> next = cursor.next();
          next.isPresent() && left > 0;
          next = cursor.next()) {
        if (!json) {
          out.println("- - - NEW EPISODE: " + teacher.id() + " - - -");
        }
        for (Message turn : next.get().turns()) {
          if (left-- > 0) {
            print(turn);
          }
        }
      }
    }
  }

  private void print(Message turn) {
    if (json) {
      try {
        out.println(JSON.writeValueAsString(turn.fields()));
      } catch (JsonProcessingException e) {
        throw new IllegalStateException("a message can't be written as JSON: " + turn, e);
      }
      return;
    }
    turn.fields()
        .forEach(
            (field, value) -> {
              if (!SHOWN.contains(field)) {
                out.println("[" + field + "]: " + value);
              }
            });
    turn.text().ifPresent(out::println);
    if (!turn.labelCandidates().isEmpty()) {
      out.println("   [" + turn.labelCandidates().size() + " label candidates]");
    }
    if (!turn.anyLabels().isEmpty()) {
      out.println("   " + String.join("|", turn.anyLabels()));
    }
  }

  /** How much there is. Programs count themselves. */
  void printCounts(List<Teacher> teachers) {
    if (json) {
      return;
    }
    for (Teacher teacher : teachers) {
      out.println(
          "[ "
              + teacher.id()
              + ", "
              + teacher.dataType()
              + ": "
              + count(teacher.numEpisodes())
              + " episodes with a total of "
              + count(teacher.numExamples())
              + " examples ]");
    }
  }

  private static String count(OptionalLong number) {
    return number.isPresent() ? Long.toString(number.getAsLong()) : "an unknown number of";
  }
}
