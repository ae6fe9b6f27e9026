package dev.rookery.runtime.cli;

import dev.rookery.api.UserException;
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
import java.util.function.Predicate;
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
          + " machine. What is only on the web is not compared.",
      "The exit code is 1 if something is missing, damaged or changed."
    },
    mixinStandardHelpOptions = true)
final class ZooVerifyCommand implements Callable<Integer> {

  /** What the problems of a zoo's index stand under; no model has such a name. */
  private static final String INDEX = "index";

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
    List<Predicate<String>> asked = names.stream().map(ZooVerifyCommand::named).toList();
    Predicate<String> wanted =
        name -> asked.isEmpty() || asked.stream().anyMatch(each -> each.test(name));
    List<Checked> all = new ArrayList<>();
    try (ProgressLines progress = ProgressLines.ofProcess()) {
      Zoo zoo = options.zoo(List.of(), progress);
      for (String index : zoo.indexes()) {
        try {
          all.addAll(zoo.check(index, wanted));
        } catch (UserException e) {
          all.add(new Checked(INDEX, index, List.of(String.valueOf(e.getMessage()))));
        }
      }
      all.addAll(options.cache().check(wanted));
      if (!asked.isEmpty()) {
        all.removeIf(checked -> checked.name().equals(INDEX));
      }
      for (int i = 0; i < asked.size(); i++) {
        if (all.stream().map(Checked::name).noneMatch(asked.get(i))) {
          throw notHere(names.get(i), zoo);
        }
      }
    }
    print(all, spec.commandLine().getOut());
    return all.stream().allMatch(checked -> checked.problems().isEmpty()) ? 0 : Errors.FAILED;
  }

  /** Tells the models that a name stands for by their full names. */
  private static Predicate<String> named(String name) {
    if (name.startsWith(HubName.PREFIX)) {
      HubName.parse(name);
      return full -> full.equals(name) || full.startsWith(name + "@");
    }
    return ZooName.parse(name)::covers;
  }

  private static UserException notHere(String name, Zoo zoo) {
    if (!name.startsWith(HubName.PREFIX)) {
      zoo.find(ZooName.parse(name)); // says it where there is no such model at all
    }
    return new UserException(
        "%s is not on this machine, so that there is nothing to compare; \"rookery zoo pull %s\""
                .formatted(name, name)
            + " fetches and checks it");
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
