package dev.rookery.runtime.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** What of an experiment is worth showing: the sections that the training made use of. */
final class ShownExperiment {

  private ShownExperiment() {}

  /**
   * The lines of an experiment's file without the sections that mean nothing for it, which are
   * named at the end.
   */
  static List<String> lines(PastTraining training, String text) {
    Set<String> unused = unused(training);
    List<String> lines = new ArrayList<>();
    Set<String> left = new TreeSet<>();
    boolean shown = true;
    for (String line : text.lines().toList()) {
      if (!line.startsWith(" ") && line.endsWith(" {")) {
        String section = line.substring(0, line.length() - 2);
        shown = !unused.contains(section);
        if (!shown) {
          left.add(section);
        }
      }
      if (shown) {
        lines.add(line);
      }
      shown |= line.equals("}");
    }
    if (!left.isEmpty()) {
      lines.add("(without " + String.join(", ", left) + ", of which it made no use)");
    }
    return lines;
  }

  /** A policy has no search; one that learns from scores alone has no data and no validations. */
  private static Set<String> unused(PastTraining training) {
    if (!training.settings().getOrDefault("agent.name", "").equals("policy")) {
      return Set.of();
    }
    return training.score().isPresent() ? Set.of("decode", "eval", "data") : Set.of("decode");
  }
}
