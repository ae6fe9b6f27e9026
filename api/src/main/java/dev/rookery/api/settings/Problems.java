package dev.rookery.api.settings;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Collects what is wrong with a configuration, so that the user hears everything at once. */
public final class Problems {

  private final List<String> problems = new ArrayList<>();

  /** Adds a sentence that says what is wrong, where, and what to do. */
  public void add(String problem) {
    problems.add(problem);
  }

  /** Adds "unknown key", with the nearest known one. */
  public void unknownKey(String path, String origin, String key, SettingsSpec spec) {
    List<String> known = spec.settings().stream().<String>map(Setting::name).toList();
    add(path + " (" + origin + "): unknown key" + hint(key, known));
  }

  /** Adds "there is no …", with the nearest known name and all names. */
  public void unknownName(String what, String name, String origin, Collection<String> known) {
    add("there is no " + what + " \"" + name + "\" (" + origin + ")" + hint(name, known));
  }

  private static String hint(String word, Collection<String> known) {
    if (known.isEmpty()) {
      return "; there are none";
    }
    return Suggestions.nearest(word, known)
            .map(near -> "; did you mean \"" + near + "\"?")
            .map(meant -> meant + " There is: ")
            .orElse("; there is: ")
        + String.join(", ", known.stream().sorted().toList());
  }

  public boolean isEmpty() {
    return problems.isEmpty();
  }

  public List<String> all() {
    return List.copyOf(problems);
  }

  /**
   * Ends the collecting.
   *
   * @throws SettingsException with every problem, if there is any
   */
  public void throwIfAny() {
    if (!problems.isEmpty()) {
      throw new SettingsException(problems);
    }
  }
}
