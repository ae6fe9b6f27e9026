package dev.rookery.runtime.config;

import dev.rookery.api.settings.Problems;
import dev.rookery.api.settings.Setting;
import dev.rookery.api.settings.SettingsNode;
import dev.rookery.api.settings.SettingsValue;
import dev.rookery.runtime.catalog.ComponentCatalog;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The experiment beside the model that an agent starts from ({@code agent.init-model}). Its
 * dictionary reads text as that experiment says, so these settings become those of the new one.
 */
final class InitialModel {

  static final String KEY = "agent.init-model";
  private static final String AGENT = "agent";
  private static final String NETWORK = "policy";
  private static final String OPTIONS = "policy-options";

  /** What a policy was made with, not what it is. */
  private static final Set<String> OF_THE_RUN =
      Set.of(
          KEY,
          "agent.vocabulary",
          "agent.precision",
          "agent.shared-critic",
          "agent.learn-after-end");

  private static final String SECTION = "agent.dictionary";
  private static final String OWN_FILE = SECTION + ".file";

  /** Files that the model's dictionary was made from once. */
  private static final Set<String> NOT_TAKEN_OVER = Set.of(OWN_FILE, SECTION + ".seed-file");

  /** Adding special tokens is what starting from another model is good for. */
  private static final String MAY_DIFFER = SECTION + ".special-tokens";

  private final String model;
  private final SettingsNode saved;

  private InitialModel(String model, SettingsNode saved) {
    this.model = model;
    this.saved = saved;
  }

  /**
   * The same with the model's folder where it was named in another way, such as by a zoo's name.
   */
  static SettingsNode found(SettingsNode tree, ModelFolders models) {
    Optional<SettingsValue> named = SettingsTree.find(tree, KEY);
    if (named.isEmpty() || !ModelFolders.isName(named.get().raw().toString())) {
      return tree;
    }
    String name = named.get().raw().toString();
    return SettingsTree.with(tree, KEY, ModelNames.found(named.get(), models.folder(name)));
  }

  /** The model that an experiment starts from, if there is one and it has its experiment beside. */
  static Optional<InitialModel> of(SettingsNode tree) {
    return SettingsTree.find(tree, KEY)
        .flatMap(
            model ->
                SavedExperiment.lookFor(Path.of(model.raw().toString()))
                    .map(
                        file ->
                            new InitialModel(
                                ModelNames.name(model.origin()).orElse(model.raw().toString()),
                                ConfigFiles.load(List.of(file), List.of()))));
  }

  /**
   * Adds how the model's dictionary was made and reads text. With a dictionary file of its own the
   * experiment may read text differently.
   *
   * @param problems hears of settings that contradict the model's, or would be ignored
   */
  SettingsNode fill(SettingsNode tree, ComponentCatalog catalog, Problems problems) {
    boolean ownFile = SettingsTree.find(tree, OWN_FILE).isPresent();
    Map<String, SettingsValue> given = leaves(tree);
    Map<String, SettingsValue> before = leaves(saved);
    before.keySet().removeAll(NOT_TAKEN_OVER);
    SettingsNode result = tree;
    for (Map.Entry<String, SettingsValue> each : before.entrySet()) {
      SettingsValue here = given.get(each.getKey());
      if (here == null) {
        if (ownFile && onlyWhenNew(each.getKey(), saved, catalog)) {
          continue;
        }
        result = SettingsTree.with(result, each.getKey(), each.getValue());
      } else if (!ownFile
          && !each.getKey().equals(MAY_DIFFER)
          && !text(here).equals(text(each.getValue()))) {
        problems.add(conflict(each.getKey(), here, each.getValue()));
      }
    }
    if (!ownFile) {
      given.forEach(
          (path, value) -> {
            if (!before.containsKey(path) && onlyWhenNew(path, tree, catalog)) {
              problems.add(
                  path
                      + " = "
                      + text(value)
                      + " ("
                      + value.origin()
                      + "): comes too late for the dictionary of "
                      + KEY
                      + " = "
                      + model
                      + "; leave it out, or name a dictionary with "
                      + OWN_FILE);
            }
          });
    }
    return result;
  }

  /**
   * Adds what a trained policy is, where the experiment doesn't say: a learner that starts from it
   * needs the same network, tokenizer and vocabulary.
   */
  SettingsNode fillPolicy(SettingsNode tree) {
    SettingsNode agent = SettingsTree.section(saved, AGENT);
    if (!isPolicy(agent)) {
      return tree;
    }
    SettingsNode here = SettingsTree.section(tree, AGENT);
    if (here.values().containsKey("name") && !isPolicy(here)) {
      return tree;
    }
    SettingsNode result = tree;
    for (Map.Entry<String, SettingsValue> each : agent.values().entrySet()) {
      if (!here.values().containsKey(each.getKey())
          && !OF_THE_RUN.contains(AGENT + "." + each.getKey())
          && !(each.getKey().equals(OPTIONS) && hasOtherNetwork(here, agent))) {
        result = SettingsTree.with(result, AGENT + "." + each.getKey(), each.getValue());
      }
    }
    return hasOtherNetwork(here, agent) ? result : withOptions(result);
  }

  /** The same with the network's options that only the model has. */
  private SettingsNode withOptions(SettingsNode tree) {
    String path = AGENT + "." + OPTIONS;
    SettingsNode here = SettingsTree.section(tree, path);
    SettingsNode result = tree;
    for (Map.Entry<String, SettingsValue> each :
        SettingsTree.section(saved, path).values().entrySet()) {
      if (!here.values().containsKey(each.getKey())) {
        result = SettingsTree.with(result, path + "." + each.getKey(), each.getValue());
      }
    }
    return result;
  }

  private static boolean hasOtherNetwork(SettingsNode here, SettingsNode before) {
    return here.values().containsKey(NETWORK)
        && !componentName(here, NETWORK).equals(componentName(before, NETWORK));
  }

  private static Optional<Object> componentName(SettingsNode node, String key) {
    return Optional.ofNullable(node.values().get(key))
        .map(SettingsValue::raw)
        .flatMap(
            raw ->
                raw instanceof SettingsNode inner
                    ? Optional.ofNullable(inner.values().get("name")).map(SettingsValue::raw)
                    : Optional.of(raw));
  }

  private static boolean isPolicy(SettingsNode agent) {
    SettingsValue name = agent.values().get("name");
    return name != null && name.raw().equals("policy");
  }

  private String conflict(String path, SettingsValue here, SettingsValue before) {
    return path
        + " = "
        + text(here)
        + " ("
        + here.origin()
        + ") contradicts "
        + KEY
        + " = "
        + model
        + ", whose dictionary was made with "
        + text(before)
        + " ("
        + before.origin()
        + "); leave it out, or name another dictionary with "
        + OWN_FILE;
  }

  /** Whether a setting says how a dictionary is built, not how it reads text. */
  private static boolean onlyWhenNew(String path, SettingsNode tree, ComponentCatalog catalog) {
    return Places.of(catalog, tree).stream()
        .filter(place -> place.path().equals(path))
        .map(Place::setting)
        .anyMatch(Setting::countsOnlyWhenNew);
  }

  /** The single values of the section; a component's bare name counts as its key {@code name}. */
  private static Map<String, SettingsValue> leaves(SettingsNode tree) {
    Map<String, SettingsValue> leaves = new LinkedHashMap<>();
    SettingsTree.section(tree, SECTION)
        .values()
        .forEach((key, value) -> addLeaves(SECTION + "." + key, value, leaves));
    String tokenizer = SECTION + ".tokenizer";
    SettingsValue bare = leaves.remove(tokenizer);
    if (bare != null) {
      leaves.put(tokenizer + ".name", bare);
    }
    return leaves;
  }

  private static void addLeaves(
      String path, SettingsValue value, Map<String, SettingsValue> leaves) {
    if (value.raw() instanceof SettingsNode node) {
      node.values().forEach((key, inner) -> addLeaves(path + "." + key, inner, leaves));
    } else {
      leaves.put(path, value);
    }
  }

  private static String text(SettingsValue value) {
    return String.valueOf(ConfigValues.plain(value));
  }
}
