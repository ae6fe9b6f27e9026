package dev.rookery.api.settings;

import java.util.List;

/** A configuration or command line is wrong; the message lists every problem, one a line. */
public final class SettingsException extends RuntimeException {

  private final transient List<String> problems;

  public SettingsException(List<String> problems) {
    super(
        problems.size() == 1
            ? problems.get(0)
            : String.join(
                "\n",
                java.util.stream.IntStream.range(0, problems.size())
                    .mapToObj(i -> (i + 1) + ") " + problems.get(i))
                    .toList()));
    this.problems = List.copyOf(problems);
  }

  public SettingsException(String problem) {
    this(List.of(problem));
  }

  public List<String> problems() {
    return problems;
  }
}
