package dev.rookery.runtime.cli;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jline.terminal.spi.SystemStream;
import org.jline.terminal.spi.TerminalProvider;

/**
 * Which of the standard streams are terminals that can do more than show lines. {@code
 * System.console()} can't tell: it looks at the input as well, and since Java 22 it is there
 * without a terminal too.
 *
 * @param environment variables of the process
 * @param isTerminal isatty
 */
record Terminals(Map<String, String> environment, Predicate<SystemStream> isTerminal) {

  /** By a native library, or else by a process of the system's {@code test -t}. */
  private static final List<String> PROVIDERS = List.of("jni", "exec");

  /** Those of this process. */
  static Terminals ofProcess() {
    return new Terminals(System.getenv(), Terminals::isTerminal);
  }

  /** Whether a bar or an edited line may be shown there: not to dumb terminals or build logs. */
  boolean shows(SystemStream stream) {
    return !"dumb".equals(environment.get("TERM"))
        && !environment.containsKey("CI")
        && isTerminal.test(stream);
  }

  private static boolean isTerminal(SystemStream stream) {
    for (String name : PROVIDERS) {
      try {
        return TerminalProvider.load(name).isSystemStream(stream);
      } catch (IOException | RuntimeException | LinkageError e) {
        // not for this system; the next one may be
      }
    }
    return false;
  }
}
