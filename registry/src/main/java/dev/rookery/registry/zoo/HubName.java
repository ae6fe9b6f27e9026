package dev.rookery.registry.zoo;

import dev.rookery.api.settings.SettingsException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The name of a model on Hugging Face: {@code hf:OWNER/NAME[@REVISION]}.
 *
 * @param owner who has published it
 * @param name what it is called there
 * @param revision a branch, tag or commit
 */
public record HubName(String owner, String name, String revision) {

  /** What such names begin with. */
  public static final String PREFIX = "hf:";

  private static final String WORD = "[A-Za-z0-9][A-Za-z0-9_-]*(?:\\.[A-Za-z0-9_-]+)*";
  private static final Pattern FORM =
      Pattern.compile("(" + WORD + ")/(" + WORD + ")(?:@(" + WORD + "))?");

  /**
   * Reads a name, {@code hf:} before it.
   *
   * @throws SettingsException if it is none
   */
  public static HubName parse(String text) {
    Matcher matcher =
        FORM.matcher(text.startsWith(PREFIX) ? text.substring(PREFIX.length()) : text);
    if (!matcher.matches()) {
      throw new SettingsException(
          "\""
              + text
              + "\" is no name on Hugging Face; it looks like hf:owner/name or"
              + " hf:owner/name@revision");
    }
    return new HubName(
        matcher.group(1), matcher.group(2), matcher.group(3) == null ? "main" : matcher.group(3));
  }

  @Override
  public String toString() {
    return PREFIX + owner + "/" + name + "@" + revision;
  }
}
