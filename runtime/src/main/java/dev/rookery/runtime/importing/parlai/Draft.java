package dev.rookery.runtime.importing.parlai;

import dev.rookery.api.settings.SettingsValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** An experiment that is being put together from ParlAI's options, and what was noticed. */
final class Draft {

  private final Map<String, SettingsValue> settings = new LinkedHashMap<>();
  private final List<String> notes = new ArrayList<>();
  private final List<String> errors = new ArrayList<>();
  private final String file;

  /**
   * Creates an empty one.
   *
   * @param file name of the file of options, for origins
   */
  Draft(String file) {
    this.file = file;
  }

  /**
   * Sets a value.
   *
   * @param path such as {@code decode.beam-size}
   * @param value text, number, boolean or a list of texts or numbers
   * @param option ParlAI's name for it
   */
  void set(String path, Object value, String option) {
    String origin = file + ": " + option;
    Object raw =
        value instanceof List<?> list
            ? list.stream().map(each -> new SettingsValue(each, origin)).toList()
            : value;
    settings.put(path, new SettingsValue(raw, origin));
  }

  /** Something that was left out and doesn't change what the model computes. */
  void note(String line) {
    notes.add(line);
  }

  /** Something that isn't here and would change what the model computes. */
  void error(String line) {
    errors.add(line);
  }

  Map<String, SettingsValue> settings() {
    return settings;
  }

  List<String> notes() {
    return notes;
  }

  List<String> errors() {
    return errors;
  }
}
