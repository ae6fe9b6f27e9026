package dev.rookery.runtime.config;

import dev.rookery.api.settings.Problems;
import dev.rookery.api.settings.SettingsException;
import dev.rookery.api.settings.Suggestions;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Reads {@code --setting VALUE}, {@code -alias VALUE} and {@code key=value}, left to right. */
final class Flags {

  private static final Pattern KEY_VALUE = Pattern.compile("[a-z][\\w-]*(\\.[\\w-]+)*=.*", 32);
  private static final Pattern FLAG = Pattern.compile("-{1,2}[A-Za-z][^ ]*");

  /** How the problem of a setting ends that is none of the chosen components'. */
  static final String NOT_USED = ", which this experiment doesn't use";

  private static final Set<String> TRUTHS = Set.of("true", "false", "yes", "no", "on", "off");

  private final List<Place> places;
  private final String preferred;
  private final Function<String, List<String>> owning;
  private final Problems problems;
  private final List<Assignment> assignments = new ArrayList<>();

  /**
   * @param owning names the components that have a setting of this name, for messages
   */
  Flags(
      List<Place> places,
      String preferred,
      Function<String, List<String>> owning,
      Problems problems) {
    this.places = places;
    this.owning = owning;
    this.preferred = preferred;
    this.problems = problems;
  }

  static boolean isFlag(String token) {
    return FLAG.matcher(token).matches();
  }

  static boolean isKeyValue(String token) {
    return KEY_VALUE.matcher(token).matches();
  }

  /** What the tokens set, in their order. */
  List<Assignment> read(List<String> tokens) {
    int at = 0;
    while (at < tokens.size()) {
      String token = tokens.get(at);
      if (isFlag(token)) {
        at = readFlag(tokens, at);
      } else {
        if (isKeyValue(token)) {
          collect(() -> Assignment.ofKeyValue(token, places));
        } else {
          problems.add(
              "unexpected argument \""
                  + token
                  + "\" (command line): an experiment file comes before the flags or after -c, a"
                  + " setting is key=value or --key VALUE");
        }
        at++;
      }
    }
    return assignments;
  }

  private int readFlag(List<String> tokens, int at) {
    String token = tokens.get(at);
    int equals = token.indexOf('=');
    String flag = equals < 0 ? token : token.substring(0, equals);
    String word = flag.replaceFirst("^--?", "");
    List<Place> fitting = places.stream().filter(place -> place.isCalled(word)).toList();
    // -eps is ParlAI's short flag for the epochs, --eps the optimizer's setting of that name
    boolean byName = flag.startsWith("--");
    fitting = narrowed(fitting, place -> place.isNamed(word) == byName);
    fitting = narrowed(fitting, place -> place.section().equals(preferred));
    String next = at + 1 < tokens.size() ? tokens.get(at + 1) : null;
    if (fitting.size() != 1) {
      problems.add(fitting.isEmpty() ? unknown(flag, word) : ambiguous(flag, fitting));
      boolean hasValue = equals < 0 && next != null && !isFlag(next) && !isKeyValue(next);
      return at + (hasValue ? 2 : 1);
    }
    Place place = fitting.get(0);
    if (equals >= 0) {
      collect(() -> Assignment.ofFlag(place, flag, token.substring(equals + 1)));
      return at + 1;
    }
    if (place.isBoolean() && (next == null || !TRUTHS.contains(next.toLowerCase(Locale.ROOT)))) {
      assignments.add(Assignment.ofBareFlag(place.path(), flag));
      return at + 1;
    }
    if (next == null) {
      problems.add(flag + " (command line) needs a value: " + place.setting().type());
      return at + 1;
    }
    collect(() -> Assignment.ofFlag(place, flag, next));
    return at + 2;
  }

  /** Those that meet the condition, where several are left and some of them meet it. */
  private static List<Place> narrowed(List<Place> places, Predicate<Place> condition) {
    List<Place> meeting = places.stream().filter(condition).toList();
    return places.size() > 1 && !meeting.isEmpty() ? meeting : places;
  }

  private void collect(Supplier<Assignment> assignment) {
    try {
      assignments.add(assignment.get());
    } catch (SettingsException e) {
      e.problems().forEach(problems::add);
    }
  }

  private String unknown(String flag, String word) {
    List<String> owners = owning.apply(word);
    if (!owners.isEmpty()) {
      return flag + " (command line) is a setting of " + String.join(", ", owners) + NOT_USED;
    }
    Optional<String> instead = ParlaiNames.insteadOfFlag(word);
    if (instead.isPresent()) {
      return flag
          + " (command line): ParlAI has this flag, Rookery hasn't ("
          + instead.get()
          + "); "
          + ParlaiNames.PAGE;
    }
    Set<String> known = new TreeSet<>();
    places.forEach(place -> known.addAll(place.flags()));
    return "unknown option "
        + flag
        + " (command line): no setting of the experiment or of its components is called so"
        + Suggestions.nearest(word.replace('_', '-'), known)
            .map(near -> "; did you mean \"" + dashed(near) + "\"?")
            .orElse("; \"rookery describe\" lists them");
  }

  private static String dashed(String word) {
    return (word.length() > 4 || word.contains("-") ? "--" : "-") + word;
  }

  private static String ambiguous(String flag, List<Place> fitting) {
    return flag
        + " (command line) can mean "
        + fitting.stream().map(Place::path).collect(Collectors.joining(" or "))
        + "; write the full key, as in "
        + fitting.get(0).path()
        + "=VALUE";
  }
}
