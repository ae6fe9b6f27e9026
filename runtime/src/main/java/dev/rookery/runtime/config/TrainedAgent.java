package dev.rookery.runtime.config;

import dev.rookery.api.settings.Problems;
import dev.rookery.api.settings.Setting;
import dev.rookery.api.settings.SettingsNode;
import dev.rookery.api.settings.SettingsSpec;
import dev.rookery.api.settings.SettingsValue;
import dev.rookery.runtime.catalog.ComponentCatalog;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a trained agent was made with, which settings can't change any more. */
final class TrainedAgent {

  private final SettingsNode saved;

  /** Reads the experiment beside a trained agent. */
  TrainedAgent(Path experiment) {
    saved = ConfigFiles.load(List.of(experiment), List.of());
  }

  /**
   * Tells the settings that come too late: they would be ignored, as the weights and the dictionary
   * are made already.
   *
   * @param tree the saved experiment with the changes of this command
   */
  void check(SettingsNode tree, ComponentCatalog catalog, Problems problems) {
    for (Place place : Places.of(catalog, tree)) {
      if (place.setting().countsOnlyWhenNew()) {
        check(place, place.setting(), tree, problems);
      }
    }
  }

  private <T> void check(Place place, Setting<T> setting, SettingsNode tree, Problems problems) {
    Optional<SettingsValue> given = SettingsTree.find(tree, place.path());
    Optional<T> value = read(setting, given);
    Optional<T> before = read(setting, SettingsTree.find(saved, place.path()));
    if (given.isEmpty()
        || value.isEmpty()
        || value.map(TrainedAgent::absolute).equals(before.map(TrainedAgent::absolute))) {
      return; // what can't be read is told elsewhere
    }
    problems.add(
        place.path()
            + " = "
            + HoconText.ofValue(value.get())
            + " ("
            + given.get().origin()
            + "): comes too late for a trained agent, which keeps what it was made with ("
            + before.map(was -> "here " + HoconText.ofValue(was)).orElse("here none")
            + "); leave it out, or train a new agent with it");
  }

  /** A path that is written in another way is no other path. */
  private static Object absolute(Object value) {
    return value instanceof Path path ? path.toAbsolutePath().normalize() : value;
  }

  private static <T> Optional<T> read(Setting<T> setting, Optional<SettingsValue> value) {
    SettingsNode node =
        new SettingsNode("", value.map(raw -> Map.of(setting.name(), raw)).orElse(Map.of()));
    return SettingsSpec.of(setting).read(node, new Problems()).find(setting);
  }
}
