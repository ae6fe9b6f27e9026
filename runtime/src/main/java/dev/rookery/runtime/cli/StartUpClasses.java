package dev.rookery.runtime.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Runs a few short commands, so that the classes that every start needs end up in the class data
 * archive. Started once by {@code bin/rookery}; not a command of its own.
 */
public final class StartUpClasses {

  private static final List<List<String>> COMMANDS =
      List.of(
          List.of("train", "--help"),
          List.of("--version"),
          List.of("plugins", "list"),
          List.of("describe", "--all"),
          List.of("describe", "--json"),
          List.of("train", "--show-config", "-t", "persona-sim", "-m", "example-tga", "-bs", "2"));

  private StartUpClasses() {}

  /**
   * Runs the commands; what they print is thrown away, and so are their exit codes.
   *
   * @param args a file for the text of {@code rookery --help}, which the start script then shows
   *     itself
   */
  public static void main(String[] args) throws IOException {
    StringWriter help = new StringWriter();
    new RookeryCli(new RunWork(), new PrintWriter(help), new PrintWriter(help)).execute("--help");
    Files.writeString(Path.of(args[0]), help.toString());
    Writer nowhere =
        new OutputStreamWriter(OutputStream.nullOutputStream(), StandardCharsets.UTF_8);
    for (List<String> command : COMMANDS) {
      new RookeryCli(new RunWork(), new PrintWriter(nowhere), new PrintWriter(nowhere))
          .execute(command.toArray(String[]::new));
    }
  }
}
