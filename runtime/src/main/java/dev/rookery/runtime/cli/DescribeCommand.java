package dev.rookery.runtime.cli;

import dev.rookery.api.ComponentFactory;
import dev.rookery.api.settings.Problems;
import dev.rookery.api.settings.SettingsException;
import dev.rookery.api.settings.SettingsSpec;
import dev.rookery.registry.PluginRegistry;
import dev.rookery.runtime.catalog.ComponentCatalog;
import dev.rookery.runtime.catalog.ComponentKind;
import dev.rookery.runtime.config.Sections;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code rookery describe}: what can be named and set. */
@Command(
    name = "describe",
    description =
        "Show what an experiment can name and set: all components, those of a type, or every"
            + " setting of one; or the settings of a section such as run.",
    mixinStandardHelpOptions = true)
final class DescribeCommand implements Runnable {

  @Spec private CommandSpec spec;
  @Mixin private PluginFolders folders;

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "TYPE",
      description =
          "task, mutator, format, agent, model, tokenizer, search, policy, score, learner,"
              + " optimizer, lr-scheduler, tracker; or a section: eval, trackers, data, run,"
              + " plugins, decode.")
  private @Nullable String type;

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "NAME",
      description = "Name of a component, such as example-tga.")
  private @Nullable String name;

  @Option(names = "--all", description = "Show every setting of everything.")
  private boolean all;

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  @Override
  public void run() {
    try (PluginRegistry registry = folders.registry(List.of())) {
      ComponentCatalog catalog = ComponentCatalog.of(registry);
      Optional<ComponentKind<?>> kind = type == null ? Optional.empty() : kindOf(catalog, type);
      List<Described> chosen = new ArrayList<>();
      for (ComponentKind<?> each : kind.isPresent() ? List.of(kind.get()) : ComponentKind.ALL) {
        if (type == null || kind.isPresent()) {
          chosen.addAll(components(catalog, each));
        }
      }
      Map<String, SettingsSpec> sections = sections(kind.isPresent());
      if (json) {
        printJson(chosen, sections);
      } else {
        print(chosen, sections);
      }
    }
  }

  private record Described(ComponentKind<?> kind, ComponentFactory factory, String source) {}

  private Optional<ComponentKind<?>> kindOf(ComponentCatalog catalog, String word) {
    Optional<ComponentKind<?>> kind =
        ComponentKind.ofWord(word.equals("teacher") ? "task" : word.replaceFirst("s$", ""));
    if (kind.isEmpty() && !Sections.all().containsKey(word)) {
      // "describe adam" is clear enough if only one component is called so
      List<ComponentKind<?>> having =
          ComponentKind.ALL.stream().filter(k -> catalog.names(k).contains(word)).toList();
      if (having.size() == 1 && name == null) {
        name = word;
        return Optional.of(having.get(0));
      }
      List<String> known = new ArrayList<>(Sections.all().keySet());
      ComponentKind.ALL.forEach(k -> known.add(k.word()));
      Problems problems = new Problems();
      problems.unknownName(
          "type of component or section", word, "command line", known.stream().distinct().toList());
      throw new SettingsException(problems.all());
    }
    return kind;
  }

  private List<Described> components(ComponentCatalog catalog, ComponentKind<?> kind) {
    List<ComponentFactory> factories = new ArrayList<>();
    if (name == null) {
      factories.addAll(catalog.all(kind));
    } else {
      Problems problems = new Problems();
      catalog.find(kind, name, "command line", problems).ifPresent(factories::add);
      problems.throwIfAny();
    }
    return factories.stream()
        .map(factory -> new Described(kind, factory, catalog.sourceOf(factory)))
        .toList();
  }

  /** The sections to show: all, or the one that was named; one of a component's name is both. */
  private Map<String, SettingsSpec> sections(boolean isKind) {
    Map<String, SettingsSpec> sections = new LinkedHashMap<>(Sections.all());
    if (type != null) {
      sections.keySet().removeIf(section -> !section.equals(type) || (isKind && name != null));
    }
    return sections;
  }

  private void print(List<Described> chosen, Map<String, SettingsSpec> sections) {
    PrintWriter out = spec.commandLine().getOut();
    ComponentHelp help = new ComponentHelp(out);
    boolean whole = all || name != null;
    String line = "  %-" + longestName(chosen) + "s  %s  (%s)%n";
    @Nullable ComponentKind<?> heading = null;
    for (Described each : chosen) {
      if (whole) {
        help.print(each.kind().type(), each.factory(), each.source());
        continue;
      }
      if (!each.kind().equals(heading)) {
        heading = each.kind();
        out.println(heading + ":");
      }
      out.printf(line, each.factory().name(), each.factory().description(), each.source());
    }
    sections.forEach(
        (section, settings) -> {
          out.println("section " + section + ":");
          if (all || type != null) {
            help.print(settings);
          } else {
            out.println(
                "  "
                    + String.join(
                        ", ", settings.settings().stream().map(Object::toString).toList()));
          }
        });
    if (!whole && type == null) {
      out.println(
          "\nEvery setting of one: "
              + Invocation.of("describe", "TYPE", "NAME")
              + "; of all: --all");
    }
    out.flush();
  }

  private static int longestName(List<Described> all) {
    return all.stream().mapToInt(each -> each.factory().name().length()).max().orElse(1);
  }

  private void printJson(List<Described> chosen, Map<String, SettingsSpec> sections) {
    Map<String, Object> result = new LinkedHashMap<>();
    result.put(
        "components",
        chosen.stream()
            .map(each -> ComponentHelp.asMap(each.kind().type(), each.factory(), each.source()))
            .toList());
    Map<String, Object> described = new LinkedHashMap<>();
    sections.forEach(
        (section, settings) -> described.put(section, ComponentHelp.asList("", settings)));
    result.put("sections", described);
    Json.print(spec.commandLine().getOut(), result);
  }
}
