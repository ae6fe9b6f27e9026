package dev.rookery.registry.zoo;

import dev.rookery.api.settings.SettingsException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The name of a model in a zoo: {@code [GROUP/]ARTIFACT[@VERSION]}, such as {@code persona-tga} or
 * {@code com.acme/tutor@1.2.0}.
 *
 * @param group whose model it is, in the manner of Java packages; any if not given
 * @param artifact what it is called there
 * @param version the newest if not given
 */
public record ZooName(Optional<String> group, String artifact, Optional<String> version) {

  /** What names of models in a zoo begin with where a folder could stand as well. */
  public static final String PREFIX = "zoo:";

  /** The group of models that come with Rookery. */
  public static final String OWN_GROUP = "dev.rookery";

  private static final String WORDS = "[a-z0-9]+(?:[._-][a-z0-9]+)*";
  private static final String NUMBERS = "\\d{1,6}\\.\\d{1,6}\\.\\d{1,6}";
  private static final Pattern FORM =
      Pattern.compile("(?:(" + WORDS + ")/)?(" + WORDS + ")(?:@(" + NUMBERS + "))?");

  /**
   * Reads a name, with or without {@code zoo:} before it.
   *
   * @throws SettingsException if it is none
   */
  public static ZooName parse(String text) {
    String name = text.startsWith(PREFIX) ? text.substring(PREFIX.length()) : text;
    Matcher matcher = FORM.matcher(name);
    if (!matcher.matches()) {
      throw new SettingsException(
          "\""
              + text
              + "\" is no name of a model in a zoo; it looks like persona-tga, persona-tga@1.0.0 or"
              + " com.acme/persona-tga (small letters, digits, dots and dashes)");
    }
    return new ZooName(
        Optional.ofNullable(matcher.group(1)),
        matcher.group(2),
        Optional.ofNullable(matcher.group(3)));
  }

  /**
   * Whether this name stands for a model.
   *
   * @param full the model's name with group and version
   */
  public boolean covers(String full) {
    Matcher model = FORM.matcher(full);
    return model.matches()
        && artifact.equals(model.group(2))
        && group.map(wanted -> wanted.equals(model.group(1))).orElse(true)
        && version.map(wanted -> wanted.equals(model.group(3))).orElse(true);
  }

  static boolean isWords(String text) {
    return text.matches(WORDS);
  }

  static boolean isVersion(String text) {
    return text.matches(NUMBERS);
  }

  @Override
  public String toString() {
    return group.map(g -> g + "/").orElse("") + artifact + version.map(v -> "@" + v).orElse("");
  }
}
