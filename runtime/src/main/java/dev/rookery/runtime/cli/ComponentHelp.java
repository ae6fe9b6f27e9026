package dev.rookery.runtime.cli;

import dev.rookery.api.ComponentFactory;
import dev.rookery.api.ComponentType;
import dev.rookery.api.policy.PolicyModelFactory;
import dev.rookery.api.policy.PretrainedPolicy;
import dev.rookery.api.settings.Setting;
import dev.rookery.api.settings.SettingsSpec;
import dev.rookery.runtime.config.HoconText;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Describes components and their settings, for people and for programs. */
final class ComponentHelp {

  private final PrintWriter out;

  ComponentHelp(PrintWriter out) {
    this.out = out;
  }

  /** Where a component's settings stand in an experiment. */
  static String place(ComponentType type) {
    return switch (type) {
      case TEACHER -> "task";
      case MUTATOR -> "task.mutators";
      case FORMAT -> "data check";
      case AGENT -> "agent";
      case MODEL -> "agent.model-options";
      case TOKENIZER -> "agent.dictionary.tokenizer";
      case SEARCH -> "decode";
      case POLICY -> "agent.policy-options";
      case PROMPTING -> "learner.prompting";
      case SCORE -> "learner.score";
      case LEARNER -> "learner";
      case OPTIMIZER -> "learner.optimizer";
      case LR_SCHEDULER -> "learner.lr-scheduler";
      case TRACKER -> "trackers";
    };
  }

  /** A component with every setting. */
  void print(ComponentType type, ComponentFactory factory, String source) {
    out.println(type + " " + factory.name() + "  (" + source + ")");
    out.println("  " + factory.description());
    brought(factory).ifPresent(files -> out.println("  It brings " + inWords(files) + "."));
    if (factory.settings().settings().isEmpty()) {
      out.println("  It has no settings.");
    } else {
      out.println("  Settings, in " + place(type) + ":");
      print(factory.settings());
    }
  }

  private static Optional<PretrainedPolicy> brought(ComponentFactory factory) {
    return factory instanceof PolicyModelFactory policy ? policy.pretrained() : Optional.empty();
  }

  private static String inWords(PretrainedPolicy files) {
    List<String> parts = new ArrayList<>(List.of("a vocabulary"));
    files.tokenizer().ifPresent(name -> parts.add("the tokenizer " + name));
    files.maxLength().ifPresent(tokens -> parts.add("a greatest length of " + tokens + " tokens"));
    parts.add(files.weights().isPresent() ? "trained weights" : "no weights");
    return String.join(", ", parts.subList(0, parts.size() - 1))
        + " and "
        + parts.get(parts.size() - 1);
  }

  /** Settings, those of sections within included. */
  void print(SettingsSpec spec) {
    print("", spec);
  }

  private void print(String prefix, SettingsSpec spec) {
    for (Setting<?> setting : spec.settings()) {
      String name = prefix + setting.name();
      if (setting.inner().isPresent()) {
        print(name + ".", setting.inner().get());
        continue;
      }
      out.println("    " + name + defaultOf(setting));
      if (!setting.description().isEmpty()) {
        out.println("        " + setting.description());
      }
      out.println("        " + kind(setting));
    }
  }

  private static String defaultOf(Setting<?> setting) {
    if (setting.type().equals("section")) {
      return " { … }";
    }
    return setting
        .defaultValue()
        .map(value -> " = " + HoconText.ofValue(value))
        .orElse(setting.required() ? "  (must be given)" : "  (optional)");
  }

  private static String kind(Setting<?> setting) {
    List<String> parts = new ArrayList<>();
    parts.add(setting.type());
    if (!setting.demands().isEmpty() && !setting.type().startsWith("one of")) {
      parts.add(setting.demands());
    }
    if (!setting.unit().isEmpty()) {
      parts.add("in " + setting.unit());
    }
    if (setting.countsOnlyWhenNew()) {
      parts.add("only for a new agent");
    }
    String flags =
        String.join(
            ", ",
            setting.aliases().stream()
                .map(alias -> (alias.length() > 4 || alias.contains("-") ? "--" : "-") + alias)
                .toList());
    if (!flags.isEmpty()) {
      parts.add("also " + flags);
    }
    return String.join("; ", parts);
  }

  /** The same for programs. */
  static Map<String, Object> asMap(ComponentType type, ComponentFactory factory, String source) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("type", type.word());
    map.put("name", factory.name());
    map.put("plugin", source);
    map.put("description", factory.description());
    map.put("path", place(type));
    brought(factory).ifPresent(files -> map.put("brings", asMap(files)));
    map.put("settings", asList("", factory.settings()));
    return map;
  }

  private static Map<String, Object> asMap(PretrainedPolicy files) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("vocabulary", files.vocabulary().toString());
    files.tokenizer().ifPresent(name -> map.put("tokenizer", name));
    files.maxLength().ifPresent(tokens -> map.put("max-length", tokens));
    files.weights().ifPresent(place -> map.put("weights", place.toString()));
    return map;
  }

  /** Settings for programs, those of sections within included. */
  static List<Map<String, Object>> asList(String prefix, SettingsSpec spec) {
    List<Map<String, Object>> list = new ArrayList<>();
    for (Setting<?> setting : spec.settings()) {
      String name = prefix + setting.name();
      if (setting.inner().isPresent()) {
        list.addAll(asList(name + ".", setting.inner().get()));
        continue;
      }
      Map<String, Object> map = new LinkedHashMap<>();
      map.put("name", name);
      map.put("type", setting.type());
      setting.defaultValue().ifPresent(value -> map.put("default", HoconText.ofValue(value)));
      map.put("required", setting.required());
      map.put("range", setting.demands());
      map.put("unit", setting.unit());
      map.put("description", setting.description());
      map.put("aliases", setting.aliases());
      map.put("only-when-new", setting.countsOnlyWhenNew());
      list.add(map);
    }
    return list;
  }
}
