package dev.rookery.runtime.cli;

import dev.rookery.registry.zoo.HubName;
import dev.rookery.registry.zoo.Zoo;
import dev.rookery.registry.zoo.ZooName;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code rookery zoo pull}. */
@Command(
    name = "pull",
    description = {
      "Fetch models into the cache, check them, and print their folders.",
      "What is there is checked to the last byte, and fetched again if it was changed."
    },
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Examples:",
      "  rookery zoo pull persona-tga",
      "  rookery zoo pull persona-tga@1.0.0 hf:openai-community/gpt2",
      "",
      "The cache is $ROOKERY_CACHE, or rookery below $XDG_CACHE_HOME or ~/.cache."
    })
final class ZooPullCommand implements Runnable {

  @Spec private CommandSpec spec;
  @Mixin private ZooOptions options = new ZooOptions();

  @Parameters(
      arity = "1..*",
      paramLabel = "NAME",
      description = "NAME[@VERSION] of a model in a zoo, or hf:OWNER/NAME[@REVISION].")
  private List<String> names = new ArrayList<>();

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  @Override
  public void run() {
    PrintWriter out = spec.commandLine().getOut();
    List<Map<String, Object>> pulled = new ArrayList<>();
    try (ProgressLines progress = ProgressLines.ofProcess()) {
      Zoo zoo = options.zoo(List.of(), progress);
      for (String name : names) {
        Path folder =
            name.startsWith(HubName.PREFIX)
                ? options.huggingFace(progress).pull(HubName.parse(name))
                : zoo.pull(zoo.find(ZooName.parse(name)));
        if (json) {
          Map<String, Object> map = new LinkedHashMap<>();
          map.put("name", name);
          map.put("folder", folder.toString());
          pulled.add(map);
        } else {
          out.println(folder);
          out.flush();
        }
      }
    }
    if (json) {
      Json.print(out, pulled);
    }
    out.flush();
  }
}
