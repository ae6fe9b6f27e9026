package dev.rookery.runtime.cli;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * ParlAI's flags of one dash and several letters, such as {@code -vmt} and {@code -tstep}. Picocli
 * takes them for {@code -v} and {@code -t} with something behind, whatever it is told; a mark in
 * front hides them from it until the experiment is read.
 */
final class LongShortFlags {

  private static final Pattern FLAG = Pattern.compile("-[A-Za-z][A-Za-z][^=]*(=(?s:.*))?");
  private static final String MARK = "\u0001";

  private LongShortFlags() {}

  /** Marks the flags that are no options of the command itself. */
  static String[] mark(String[] arguments, Set<String> options) {
    return Arrays.stream(arguments)
        .map(
            argument ->
                FLAG.matcher(argument).matches() && !options.contains(name(argument))
                    ? MARK + argument
                    : argument)
        .toArray(String[]::new);
  }

  private static String name(String flag) {
    int equals = flag.indexOf('=');
    return equals < 0 ? flag : flag.substring(0, equals);
  }

  /** The arguments as they were given. */
  static List<String> unmark(List<String> arguments) {
    return arguments.stream()
        .map(argument -> argument.startsWith(MARK) ? argument.substring(MARK.length()) : argument)
        .toList();
  }
}
