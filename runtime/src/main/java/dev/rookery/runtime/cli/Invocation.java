package dev.rookery.runtime.cli;

/** How the program was started, so that hints can be pasted into a shell. */
final class Invocation {

  /** Set by the start scripts. */
  private static final String COMMAND = "rookery.command";

  private Invocation() {}

  /**
   * A command line of this program.
   *
   * @param arguments the command and what follows it
   */
  static String of(String... arguments) {
    StringBuilder line = new StringBuilder(quoted(System.getProperty(COMMAND, "rookery")));
    for (String argument : arguments) {
      line.append(' ').append(quoted(argument));
    }
    return line.toString();
  }

  /** As a POSIX shell reads it back. */
  private static String quoted(String word) {
    return word.matches("[A-Za-z0-9_./:=,@%+~-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
  }
}
