package dev.rookery.runtime.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every flag of ParlAI's works or is answered with a hint, and the documentation says which. */
final class ParlaiFlagsTest {

  private static final Pattern FLAG = Pattern.compile("(?<![\\w\"-])--?[A-Za-z][\\w-]*");
  private static final Pattern SETTING =
      Pattern.compile("^ {4}(?:[\\w-]+\\.)*([\\w-]+)(?: |$)", Pattern.MULTILINE);
  private static final Pattern CODE = Pattern.compile("`([^`]+)`");
  private static final Pattern KEY =
      Pattern.compile("(task|agent|decode|learner|eval|data|run)\\.[a-z][a-z.-]*[a-z]");
  private static final Pattern COMMAND = Pattern.compile("rookery ([a-z-]+)");

  /**
   * One line of the list.
   *
   * @param arguments of a command that the flags are given to
   */
  record Line(List<String> arguments, List<String> flags, List<String> value) {

    @Override
    public String toString() {
      return String.join(" ", flags);
    }
  }

  static List<Line> flags() throws IOException {
    List<Line> lines = new ArrayList<>();
    List<String> command = List.of();
    for (String text : list().lines().toList()) {
      if (text.startsWith("== ")) {
        command = List.of(text.substring(3).split(" "));
      } else if (text.startsWith("-")) {
        lines.add(line(command, text));
      }
    }
    return lines;
  }

  private static String list() throws IOException {
    try (InputStream in =
        ParlaiFlagsTest.class.getResourceAsStream("/dev/rookery/runtime/docs/parlai-flags.txt")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static Line line(List<String> command, String text) {
    int bracket = text.indexOf('[');
    String with = bracket < 0 ? "" : text.substring(bracket + 1, text.indexOf(']'));
    List<String> words =
        new ArrayList<>(List.of((bracket < 0 ? text : text.substring(0, bracket)).split(" +")));
    List<String> value =
        with.equals("novalue") ? List.of() : List.of(words.remove(words.size() - 1));
    List<String> arguments = new ArrayList<>(command);
    if (words.contains("-m")) {
      arguments.removeAll(List.of("-m", "transformer"));
    }
    if (!words.contains("-t") && !command.contains("chat")) {
      arguments.addAll(List.of("-t", "babi-sim"));
    }
    switch (with) {
      case "", "novalue" -> {}
      case "adam" -> arguments.addAll(List.of("--optimizer", with));
      case "bytelevelbpe" -> arguments.addAll(List.of("--dict-tokenizer", with));
      default -> arguments.addAll(List.of("--inference", with));
    }
    return new Line(arguments, words, value);
  }

  @ParameterizedTest
  @MethodSource("flags")
  void worksOrIsAnsweredWithAHint(Line line) {
    for (String flag : line.flags()) {
      List<String> all = new ArrayList<>(line.arguments());
      all.add(flag);
      all.addAll(line.value());
      RecordedCli cli = new RecordedCli();

      if (cli.run(all.toArray(String[]::new)) != 0) {
        assertThat(cli.err())
            .as(String.join(" ", all))
            .startsWith("error: " + flag + " (command line)")
            .containsAnyOf("ParlAI has this flag, Rookery hasn't (", "is a setting of ");
      }
    }
  }

  @Test
  void everyFlagIsInTheDocumentation() throws IOException {
    Set<String> documented = new HashSet<>();
    for (String row : rows()) {
      all(FLAG, row.split("\\|")[1]).forEach(documented::add);
    }
    Set<String> missing = new TreeSet<>();
    flags().forEach(line -> missing.addAll(line.flags()));
    missing.removeAll(documented);

    assertThat(missing).isEmpty();
  }

  /** What the page says there is here: in the second column, and in the remarks. */
  @Test
  void everythingThatTheDocumentationNamesIsThere() throws IOException {
    Set<String> known = knownFlags();
    Set<String> ofParlai = new HashSet<>();
    flags().forEach(line -> ofParlai.addAll(line.flags()));
    Set<String> wrong = new TreeSet<>();
    for (String row : rows()) {
      String[] cells = row.split("(?<!\\\\)\\|");
      for (int cell = 2; cell < cells.length; cell++) {
        boolean remark = cell > 2;
        for (MatchResult code : CODE.matcher(cells[cell]).results().toList()) {
          all(FLAG, code.group(1))
              .filter(flag -> !known.contains(flag) && !known.contains("-" + flag))
              .filter(flag -> !(remark && ofParlai.contains(flag)))
              .forEach(wrong::add);
          all(KEY, code.group(1))
              .filter(key -> !known.contains("--" + key.substring(key.lastIndexOf('.') + 1)))
              .forEach(wrong::add);
          COMMAND
              .matcher(code.group(1))
              .results()
              .map(match -> match.group(1))
              .filter(word -> new RecordedCli().run(word, "--help") != 0)
              .forEach(wrong::add);
        }
      }
    }

    assertThat(wrong).isEmpty();
  }

  private static Stream<String> all(Pattern pattern, String text) {
    return pattern.matcher(text).results().map(MatchResult::group);
  }

  /** The options of the commands, and the names and short names of all settings. */
  private static Set<String> knownFlags() {
    RecordedCli cli = new RecordedCli();
    cli.run("describe", "--all");
    Set<String> known = new HashSet<>();
    SETTING.matcher(cli.out()).results().forEach(match -> known.add("--" + match.group(1)));
    for (String command : List.of("train", "eval", "chat", "generate", "display-data")) {
      cli.run(command, "--help");
    }
    all(FLAG, cli.out()).forEach(known::add);
    assertThat(known).contains("--batch-size", "-bs", "--beam-size", "--report");
    return known;
  }

  private static List<String> rows() throws IOException {
    Path page =
        Path.of(System.getProperty("rookery.root", "..")).resolve("docs/coming-from-parlai.md");
    return Files.readAllLines(page).stream()
        .filter(line -> line.startsWith("|") && !line.startsWith("| ---"))
        .toList();
  }
}
