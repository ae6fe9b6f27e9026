package dev.rookery.runtime.cli;

import dev.rookery.api.UserException;
import dev.rookery.registry.zoo.Zoo;
import dev.rookery.registry.zoo.ZooModel;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code rookery zoo list}. */
@Command(
    name = "list",
    description = {
      "List the models that can be pulled; those that are on this machine have a star.",
      "The exit code is 1 if a zoo can't be read."
    },
    mixinStandardHelpOptions = true)
final class ZooListCommand implements Callable<Integer> {

  private static final double MEGABYTE = 1e6;

  @Spec private CommandSpec spec;
  @Mixin private ZooOptions options = new ZooOptions();

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    List<Map<String, Object>> all = new ArrayList<>();
    boolean failed = false;
    try (ProgressLines progress = ProgressLines.ofProcess()) {
      Zoo zoo = options.zoo(List.of(), progress);
      for (String index : zoo.indexes()) {
        try {
          for (ZooModel model : zoo.models(index)) {
            if (json) {
              all.add(asMap(model, zoo));
            } else {
              print(out, model, zoo.isPulled(model));
            }
          }
        } catch (UserException e) {
          failed = true;
          spec.commandLine().getErr().println("error: " + e.getMessage());
        }
      }
    }
    if (json) {
      Json.print(out, all);
    }
    out.flush();
    return failed ? Errors.FAILED : 0;
  }

  private static void print(PrintWriter out, ZooModel model, boolean pulled) {
    out.printf(
        Locale.ROOT,
        "%s %-32s %7.1f MB  %-12s %-20s %s%n",
        pulled ? "*" : " ",
        model.shortName(),
        model.bytes() / MEGABYTE,
        model.properties().getOrDefault("model", ""),
        model.properties().getOrDefault("task", ""),
        String.join(", ", model.licenses()));
  }

  private static Map<String, Object> asMap(ZooModel model, Zoo zoo) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("name", model.shortName());
    map.put("group", model.group());
    map.put("artifact", model.artifact());
    map.put("version", model.version());
    map.put("title", model.title());
    map.put("bytes", model.bytes());
    map.put("licenses", model.licenses());
    map.put("properties", model.properties());
    model.card().ifPresent(card -> map.put("card", card.toString()));
    map.put("zoo", model.index());
    map.put("pulled", zoo.isPulled(model));
    map.put("folder", zoo.place(model).toString());
    return map;
  }
}
