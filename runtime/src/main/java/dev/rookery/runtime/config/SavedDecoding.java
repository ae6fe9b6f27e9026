package dev.rookery.runtime.config;

import dev.rookery.api.model.SearchFactory;
import dev.rookery.api.settings.Problems;
import dev.rookery.api.settings.Setting;
import dev.rookery.api.settings.Settings;
import dev.rookery.api.settings.SettingsNode;
import dev.rookery.api.settings.SettingsValue;
import dev.rookery.runtime.catalog.ComponentCatalog;
import dev.rookery.runtime.catalog.ComponentKind;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** How a trained agent chose its words when it was saved. */
public final class SavedDecoding {

  private static final String SECTION = "decode";

  private final SettingsNode saved;
  private final ComponentCatalog catalog;

  /**
   * Reads the experiment beside a trained agent.
   *
   * @param catalog has the searches
   */
  public SavedDecoding(Path experiment, ComponentCatalog catalog) {
    this.catalog = catalog;
    saved = SettingsTree.section(ConfigFiles.load(List.of(experiment), List.of()), SECTION);
  }

  /** What is now otherwise, a line for each setting; nothing if all is as it was saved. */
  public List<String> changes(Experiment now) {
    return now.search().map(this::changes).orElse(List.of());
  }

  private List<String> changes(Selected<SearchFactory> now) {
    String key = Sections.SEARCH.name();
    String before =
        Optional.ofNullable(saved.values().get(key))
            .map(SettingsValue::raw)
            .map(Object::toString)
            .or(Sections.SEARCH::defaultValue)
            .orElseThrow();
    if (!catalog.sameName(ComponentKind.SEARCH, before, now.name())) {
      return List.of(line(key, now.name(), now.origin(), before));
    }
    Settings settings = now.settings();
    Settings was = settings.spec().read(saved.without(key), new Problems());
    List<String> lines = new ArrayList<>();
    for (Setting<?> setting : settings.spec().settings()) {
      Optional<?> value = settings.find(setting);
      if (value.isPresent() && !value.equals(was.find(setting))) {
        lines.add(
            line(
                setting.name(),
                HoconText.ofValue(value.get()),
                settings.originOf(setting),
                was.find(setting).map(HoconText::ofValue).orElse("none")));
      }
    }
    return lines;
  }

  private static String line(String key, String value, String origin, String before) {
    return "%s.%s = %s (%s) instead of %s, which the model was saved with"
        .formatted(SECTION, key, value, origin, before);
  }
}
