package dev.rookery.runtime.config;

import dev.rookery.api.settings.SettingsNode;
import dev.rookery.api.settings.SettingsValue;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Looks up the agents that scoring functions ask, wherever they stand: a score may be made of
 * others.
 */
final class ScoreModels {

  private static final String LEARNER = "learner";
  private static final String SCORE = "score";
  private static final String MODEL = "model";

  private ScoreModels() {}

  /**
   * The same with the folders of agents that were named in another way, such as by a zoo's name.
   */
  static SettingsNode found(SettingsNode tree, ModelFolders models) {
    String path = LEARNER + "." + SCORE;
    return SettingsTree.find(tree, path)
        .map(score -> SettingsTree.with(tree, path, found(SCORE, score, models)))
        .orElse(tree);
  }

  private static SettingsValue found(String key, SettingsValue value, ModelFolders models) {
    if (value.raw() instanceof SettingsNode node) {
      Map<String, SettingsValue> values = new LinkedHashMap<>();
      node.values().forEach((name, inner) -> values.put(name, found(name, inner, models)));
      return new SettingsValue(new SettingsNode(node.path(), values), value.origin());
    }
    if (value.raw() instanceof List<?> list) {
      return new SettingsValue(
          list.stream().map(each -> found(key, (SettingsValue) each, models)).toList(),
          value.origin());
    }
    return key.equals(MODEL) && ModelFolders.isName(value.raw().toString())
        ? ModelNames.found(value, models.folder(value.raw().toString()))
        : value;
  }
}
