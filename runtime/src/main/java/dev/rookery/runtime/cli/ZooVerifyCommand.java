package dev.rookery.runtime.cli;

import dev.rookery.api.UserException;
import dev.rookery.api.settings.SettingsException;
import dev.rookery.registry.zoo.Checked;
import dev.rookery.registry.zoo.HubName;
import dev.rookery.registry.zoo.Zoo;
import dev.rookery.registry.zoo.ZooName;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code rookery zoo verify}. */
@Command(
    name = "verify",
    description = {
      "Compare models with their SHA-256: those in the cache, and the archives of zoos on this"
          + " machine.",
      "The exit code is 1 if something is missing, damaged or changed."
    },
    mixinStandardHelpOptions = true)
final class ZooVerifyCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;
  @Mixin private ZooOptions options = new ZooOptions();

  @Parameters(
      arity = "0..*",
      paramLabel = "NAME",
      description = "Check only these models; all if not given.")
  private List<String> names = new ArrayList<>();

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  @Override
  public Integer call() {
    List<Checked> all = new ArrayList<>();
    try (ProgressLines progress = ProgressLines.ofProcess()) {
      Zoo zoo = options.zoo(List.of(), progress);
      for (String index : zoo.indexes()) {
        try {
          all.addAll(zoo.check(index));
        } catch (UserException e) {
          all.add(new Checked("index", index, List.of(String.valueOf(e.getMessage()))));
        }
      }
    }
    all.addAll(options.cache().check());
    List<Checked> wanted = all.stream().filter(this::isWanted).toList();
    if (!names.isEmpty() && wanted.isEmpty()) {
      throw new SettingsException(
          "there is nothing to check: %s is neither in a zoo nor in the cache"
              .formatted(String.join(", ", names)));
    }
    print(wanted, spec.commandLine().getOut());
    return wanted.stream().allMatch(checked -> checked.problems().isEmpty()) ? 0 : Errors.FAILED;
  }

  private boolean isWanted(Checked checked) {
    return names.isEmpty() || names.stream().anyMatch(name -> isNamed(checked.name(), name));
  }

  private static boolean isNamed(String checked, String wanted) {
    if (wanted.startsWith(HubName.PREFIX)) {
      return checked.equals(wanted) || checked.startsWith(wanted + "@");
    }
    if (!checked.contains("@") || checked.startsWith(HubName.PREFIX)) {
      return false;
    }
    ZooName name = ZooName.parse(wanted);
    ZooName full = ZooName.parse(checked);
    return name.artifact().equals(full.artifact())
        && (name.group().isEmpty() || name.group().equals(full.group()))
        && (name.version().isEmpty() || name.version().equals(full.version()));
  }

  private void print(List<Checked> all, PrintWriter out) {
    if (json) {
      Json.print(out, all.stream().map(ZooVerifyCommand::asMap).toList());
    } else {
      for (Checked checked : all) {
        boolean well = checked.problems().isEmpty();
        out.println((well ? "ok      " : "BROKEN  ") + checked.name() + "  " + checked.place());
        checked.problems().forEach(problem -> out.println("        " + problem));
      }
    }
    out.flush();
  }

  private static Map<String, Object> asMap(Checked checked) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("name", checked.name());
    map.put("place", checked.place());
    map.put("problems", checked.problems());
    return map;
  }
}
