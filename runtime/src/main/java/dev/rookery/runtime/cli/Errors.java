package dev.rookery.runtime.cli;

import dev.rookery.api.UserException;
import dev.rookery.api.settings.SettingsException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Says what went wrong in words, and chooses the exit code. */
final class Errors implements IParameterExceptionHandler, IExecutionExceptionHandler {

  private static final Pattern OUT_OF_MEMORY =
      Pattern.compile("can't allocate memory|bad_alloc|out of memory|not enough memory");

  static final int FAILED = 1;
  static final int WRONG_COMMAND = 2;

  private final RookeryCommand root;

  Errors(RookeryCommand root) {
    this.root = root;
  }

  @Override
  public int handleParseException(ParameterException e, String[] args) {
    CommandLine command = e.getCommandLine();
    PrintWriter err = command.getErr();
    if (e instanceof UnmatchedArgumentException unmatched) {
      boolean wantsCommand = !command.getSubcommands().isEmpty() && !unmatched.isUnknownOption();
      err.println(
          "error: there is no "
              + (wantsCommand ? "command " : "option or argument ")
              + String.join(" ", unmatched.getUnmatched()));
      UnmatchedArgumentException.printSuggestions(e, err);
    } else {
      err.println("error: " + withTypedName(e, args));
    }
    err.println("See: " + Invocation.of(words(command)));
    err.flush();
    return WRONG_COMMAND;
  }

  /** Picocli names an option by the longest of its names, whichever was typed. */
  private static String withTypedName(ParameterException e, String... args) {
    String message = String.valueOf(e.getMessage());
    if (e.getArgSpec() instanceof OptionSpec option) {
      return named(message, option, args);
    }
    if (e instanceof MissingParameterException missing
        && !missing.getMissing().isEmpty()
        && missing.getMissing().get(0) instanceof OptionSpec option) {
      return named(message, option, args);
    }
    return message;
  }

  private static String named(String message, OptionSpec option, String... args) {
    for (String name : option.names()) {
      if (List.of(args).contains(name)) {
        return message.replace("'" + option.longestName() + "'", "'" + name + "'");
      }
    }
    return message;
  }

  private static String[] words(CommandLine command) {
    List<String> words = new ArrayList<>(List.of("--help"));
    for (CommandLine each = command; each.getParent() != null; each = each.getParent()) {
      words.add(0, each.getCommandName());
    }
    return words.toArray(String[]::new);
  }

  @Override
  public int handleExecutionException(Exception thrown, CommandLine command, ParseResult parsed) {
    PrintWriter err = command.getErr();
    Throwable e = mistake(thrown);
    if (e instanceof SettingsException wrong) {
      err.println(
          wrong.problems().size() == 1
              ? "error: " + wrong.getMessage()
              : "error: " + wrong.problems().size() + " problems\n" + wrong.getMessage());
    } else if (e instanceof UserException) {
      err.println("error: " + e.getMessage());
    } else if (isOutOfMemory(e)) {
      err.println(
          "error: not enough memory ("
              + oneLine(e)
              + "). Make batch-size, the model or the texts (text-truncate) smaller, or give Java"
              + " more: ROOKERY_JAVA_OPTS=-Xmx8g");
    } else {
      err.println("error: " + oneLine(e) + (root.stackTrace() ? "" : " (more: --stack-trace)"));
    }
    if (root.stackTrace()) {
      thrown.printStackTrace(err);
    }
    err.flush();
    return e instanceof SettingsException ? WRONG_COMMAND : FAILED;
  }

  /** What the user can mend, where others (the injector) have wrapped it; else what was thrown. */
  private static Throwable mistake(Throwable thrown) {
    for (Throwable e = thrown; e != null; e = e.getCause()) {
      if (e instanceof SettingsException || e instanceof UserException) {
        return e;
      }
    }
    return thrown instanceof CommandLine.ExecutionException && thrown.getCause() != null
        ? thrown.getCause()
        : thrown;
  }

  /** In Java's heap, or in the tensor library, which says so only in words. */
  private static boolean isOutOfMemory(Throwable thrown) {
    for (Throwable e = thrown; e != null; e = e.getCause()) {
      if (e instanceof OutOfMemoryError
          || e.getMessage() != null && OUT_OF_MEMORY.matcher(e.getMessage()).find()) {
        return true;
      }
    }
    return false;
  }

  private static String oneLine(Throwable e) {
    return e.toString().strip().replaceAll("\\s*\\R\\s*", "; ");
  }
}
