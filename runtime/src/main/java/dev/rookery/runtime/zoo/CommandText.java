package dev.rookery.runtime.zoo;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Command lines as others can type them. */
final class CommandText {

  /** The folders of a path where a value begins, also in the lists and texts of HOCON. */
  private static final Pattern ABSOLUTE =
      Pattern.compile(
          "(?<=^|[=,:\\[{\"']\\s{0,9})(?:file:/|(?<!:)/|/(?!/)|[A-Za-z]:[/\\\\])"
              + "[^,\"'\\]}]*[/\\\\]");

  private static final Set<String> MODEL = Set.of("-mf", "--model-file");
  private static final Set<String> REPORT = Set.of("--report", "-rf", "--report-filename");

  private CommandText() {}

  /** The arguments without what was true of one machine on one day: paths and older runs. */
  static List<String> withoutMachine(Iterable<JsonNode> arguments) {
    List<String> words = new ArrayList<>();
    for (JsonNode argument : arguments) {
      if (!argument.asText().equals("--fresh")) {
        words.add(withoutMachine(argument.asText()));
      }
    }
    return words;
  }

  /** The text with the last name instead of each absolute path. */
  static String withoutMachine(String argument) {
    return ABSOLUTE.matcher(argument).replaceAll("");
  }

  /** The command for a shell. */
  static String of(List<String> arguments) {
    StringBuilder line = new StringBuilder("rookery");
    for (String argument : arguments) {
      String word = withoutMachine(argument);
      line.append(' ')
          .append(
              word.matches("[A-Za-z0-9_./:=,@%+~-]+")
                  ? word
                  : "'" + word.replace("'", "'\\''") + "'");
    }
    return line.toString();
  }

  /**
   * An evaluation's command for another name of the model, without what was done with its result.
   */
  static String ofEvaluation(List<String> arguments, String model) {
    List<String> words = new ArrayList<>();
    for (int i = 0; i < arguments.size(); i++) {
      String word = arguments.get(i);
      if (MODEL.contains(word)) {
        words.add("-mf");
        words.add(model);
        i++;
      } else if (REPORT.contains(word)) {
        i++;
      } else if (!word.equals("--json")
          && REPORT.stream().noneMatch(f -> word.startsWith(f + "="))) {
        words.add(word.matches("(-mf|--model-file)=.*") ? "-mf=" + model : word);
      }
    }
    return of(words);
  }
}
