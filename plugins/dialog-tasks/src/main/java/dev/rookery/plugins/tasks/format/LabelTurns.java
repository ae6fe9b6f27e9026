package dev.rookery.plugins.tasks.format;

import dev.rookery.api.dialogue.Episode;
import dev.rookery.api.dialogue.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Whose lines of a conversation are the labels. */
enum LabelTurns {
  FIRST_SPEAKER("firstspeaker"),
  SECOND_SPEAKER("secondspeaker"),
  BOTH("both");

  /** What the first speaker answers to. */
  static final String SILENCE = "__SILENCE__";

  private final String word;

  LabelTurns(String word) {
    this.word = word;
  }

  static LabelTurns of(String word) {
    for (LabelTurns each : values()) {
      if (each.word.equals(word)) {
        return each;
      }
    }
    throw new IllegalArgumentException(word);
  }

  static String[] words() {
    return new String[] {FIRST_SPEAKER.word, SECOND_SPEAKER.word, BOTH.word};
  }

  /**
   * Makes episodes of a conversation: none, one, or two for both speakers, the first speaker's
   * labels first.
   *
   * @param said in order, the speakers taking turns
   * @return whether there was any
   */
  boolean episodes(List<String> said, Consumer<Episode> out) {
    boolean any = false;
    if (this != SECOND_SPEAKER) {
      List<String> lines = new ArrayList<>(said.size() + 1);
      lines.add(SILENCE);
      lines.addAll(said);
      any = pairs(lines, out);
    }
    if (this != FIRST_SPEAKER) {
      any |= pairs(said, out);
    }
    return any;
  }

  private static boolean pairs(List<String> lines, Consumer<Episode> out) {
    List<Message> turns = new ArrayList<>();
    for (int i = 0; i + 1 < lines.size(); i += 2) {
      turns.add(Message.ofText(lines.get(i)).with(Message.LABELS, List.of(lines.get(i + 1))));
    }
    if (!turns.isEmpty()) {
      out.accept(Turns.episode(turns));
    }
    return !turns.isEmpty();
  }
}
