package dev.rookery.plugins.tasks.format;

import dev.rookery.api.dialogue.EpisodeCursor;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/** The formats that there are. */
final class FileFormats {

  private static final Pattern NUMBERED = Pattern.compile("\\d+( .*)?", Pattern.DOTALL);
  private static final Pattern TEXT_FIELD = Pattern.compile("(^|.*\\t)text:.*", Pattern.DOTALL);

  private FileFormats() {}

  static FileFormat fbDialog() {
    return new LineFormat(
        "fbdialog",
        "FbDialog: lines of a turn number, a space and a text, then after tabs labels, reward and"
            + " candidates",
        CarriageReturn.ENDS_LINE,
        FbDialogParser::new,
        line -> NUMBERED.matcher(line).matches());
  }

  /**
   * ParlAI's text format.
   *
   * @param keepsReturns whether a carriage return at the end of a line stays, as in ParlAI
   */
  static FileFormat parlaiText(boolean keepsReturns) {
    return new LineFormat(
        "parlai-format",
        "ParlAI's text format: lines such as text:hello<TAB>labels:hi|hey<TAB>episode_done:True",
        keepsReturns ? CarriageReturn.IS_TEXT : CarriageReturn.BEFORE_LINE_FEED,
        ParlaiTextParser::new,
        line -> TEXT_FIELD.matcher(line).matches());
  }

  static FileFormat conversations(LabelTurns labelTurns) {
    return new LineFormat(
        "conversations",
        "ParlAI's conversations: lines of JSON such as {\"dialog\": [[{\"id\": \"a\", \"text\":"
            + " \"hello\"}, {\"id\": \"b\", \"text\": \"hi\"}]]}",
        CarriageReturn.BEFORE_LINE_FEED,
        () -> new ConversationParser(labelTurns),
        FileFormats::isConversation);
  }

  static FileFormat json(LabelTurns labelTurns) {
    return new JsonFormat(labelTurns);
  }

  private static boolean isConversation(String line) {
    return line.stripLeading().startsWith("{") && line.contains("\"dialog\"");
  }

  /** A format whose lines can be read one by one. */
  private record LineFormat(
      String name,
      String description,
      CarriageReturn returns,
      Supplier<LineParser> parser,
      Predicate<String> looksRight)
      implements FileFormat {

    @Override
    public EpisodeCursor open(Path file, ProblemSink problems) {
      return new LineCursor(new LineReader(file, returns), parser.get(), problems);
    }

    @Override
    public double confidence(List<String> lines) {
      return lines.isEmpty()
          ? 0
          : (double) lines.stream().filter(looksRight).count() / lines.size();
    }
  }

  /** One array over the whole file, or one object a line. */
  private record JsonFormat(LabelTurns labelTurns) implements FileFormat {

    // Less than a format that knows its lines by a word of their own.
    private static final double LIKELY = 0.9;
    private static final double UNLIKELY = 0.1;

    @Override
    public String name() {
      return "json";
    }

    @Override
    public String description() {
      return "JSON: one array of messages {\"text\": ..., \"labels\": [...]} and of lists of"
          + " messages, or one message or {\"messages\": [...]} a line";
    }

    @Override
    public EpisodeCursor open(Path file, ProblemSink problems) {
      JsonValueParser values = new JsonValueParser(labelTurns);
      return isOneArray(file)
          ? new JsonArrayCursor(file, values, problems)
          : new LineCursor(new LineReader(file, CarriageReturn.BEFORE_LINE_FEED), values, problems);
    }

    /** By its beginning alone, so that a file of one line is read as one of many lines is. */
    private static boolean isOneArray(Path file) {
      return FirstLines.of(file, 1).stream()
          .anyMatch(first -> first.stripLeading().startsWith("["));
    }

    @Override
    public double confidence(List<String> lines) {
      String first = lines.isEmpty() ? "" : lines.get(0).stripLeading();
      if (!first.startsWith("[") && !first.startsWith("{")) {
        return 0;
      }
      return lines.stream().anyMatch(FileFormats::isConversation) ? UNLIKELY : LIKELY;
    }
  }
}
