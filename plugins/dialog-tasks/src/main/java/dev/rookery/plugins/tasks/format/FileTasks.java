package dev.rookery.plugins.tasks.format;

import dev.rookery.api.dialogue.DialogueFormatFactory;
import dev.rookery.api.dialogue.TeacherFactory;
import dev.rookery.api.settings.Setting;
import dev.rookery.api.settings.Settings;
import dev.rookery.api.settings.SettingsSpec;
import java.util.List;

/** The tasks that read a file, and the checks of files. */
public final class FileTasks {

  private static final List<String> TEXT_PATH = List.of("ffdp", "fromfile-datapath");
  private static final List<String> TEXT_EXTENSION = List.of("ffdt", "fromfile-datatype-extension");
  private static final List<String> JSON_PATH = List.of("jfdp", "jsonfile-datapath");
  private static final List<String> JSON_EXTENSION = List.of("jfdt", "jsonfile-datatype-extension");
  private static final Setting<String> LABEL_TURNS =
      Setting.choice("label-turns", LabelTurns.words())
          .defaultsTo("secondspeaker")
          .describedAs("whose lines of a conversation are the labels");

  private static final Setting<Boolean> KEEP_RETURNS =
      Setting.bool("keep-carriage-returns")
          .defaultsTo(false)
          .describedAs(
              "a carriage return before a line feed stays at the end of the last field, as in"
                  + " ParlAI");

  private FileTasks() {}

  /** {@code fbdialog}, {@code parlai-format}, {@code conversations} and {@code json}. */
  public static List<TeacherFactory> teachers() {
    return List.of(
        new FileTask(
            "fbdialog",
            "Dialogues from a file in FbDialog format.",
            new SplitFiles(".txt", TEXT_PATH, TEXT_EXTENSION),
            SettingsSpec.none(),
            settings -> FileFormats.fbDialog()),
        new FileTask(
            "parlai-format",
            "Dialogues from a file in ParlAI's text format.",
            new SplitFiles(".txt", TEXT_PATH, TEXT_EXTENSION),
            SettingsSpec.of(KEEP_RETURNS),
            settings -> FileFormats.parlaiText(settings.get(KEEP_RETURNS))),
        new FileTask(
            "conversations",
            "Dialogues from a file in ParlAI's conversations format (JSON lines).",
            new SplitFiles(".jsonl", JSON_PATH, JSON_EXTENSION),
            SettingsSpec.of(LABEL_TURNS),
            settings -> FileFormats.conversations(labelTurns(settings))),
        new FileTask(
            "json",
            "Dialogues from a JSON file: an array or lines of messages, episodes or conversations.",
            new SplitFiles(".json", JSON_PATH, JSON_EXTENSION),
            SettingsSpec.of(LABEL_TURNS),
            settings -> FileFormats.json(labelTurns(settings))));
  }

  /** The formats of these tasks, for checking files. */
  public static List<DialogueFormatFactory> formats() {
    return List.<DialogueFormatFactory>of(
        new CheckedFormatFactory(FileFormats.fbDialog()),
        new CheckedFormatFactory(FileFormats.parlaiText(false)),
        new CheckedFormatFactory(FileFormats.conversations(LabelTurns.SECOND_SPEAKER)),
        new CheckedFormatFactory(FileFormats.json(LabelTurns.SECOND_SPEAKER)));
  }

  private static LabelTurns labelTurns(Settings settings) {
    return LabelTurns.of(settings.get(LABEL_TURNS));
  }
}
