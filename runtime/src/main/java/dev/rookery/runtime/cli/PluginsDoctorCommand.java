package dev.rookery.runtime.cli;

import dev.rookery.registry.LoadedPlugin;
import dev.rookery.registry.PluginProblem;
import dev.rookery.registry.PluginRegistry;
import dev.rookery.runtime.catalog.ComponentCatalog;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code rookery plugins doctor}. */
@Command(
    name = "doctor",
    description = {
      "Check plugins: one line a problem, with the jar, what is wrong and what to do.",
      "The exit code is 2 if there is a problem with a plugin that was asked for; without an ID all"
          + " are."
    },
    mixinStandardHelpOptions = true)
final class PluginsDoctorCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;
  @Mixin private PluginFolders folders = new PluginFolders();

  @Parameters(
      arity = "0..*",
      paramLabel = "ID",
      description = "Plugins to check, by id or by the name of the jar or folder; all if none.")
  private List<String> ids = new ArrayList<>();

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    try (PluginRegistry registry = folders.registry(List.of())) {
      List<String> problems = ids.isEmpty() ? all(registry) : of(registry);
      problems.forEach(out::println);
      if (problems.isEmpty()) {
        out.println(
            "no problems: "
                + String.join(
                    ", ",
                    ids.isEmpty()
                        ? registry.plugins().stream().map(LoadedPlugin::id).toList()
                        : ids));
      }
      out.flush();
      return problems.isEmpty() ? 0 : Errors.WRONG_COMMAND;
    }
  }

  /** What the registry found, and names that clash with the runtime's own components. */
  private static List<String> all(PluginRegistry registry) {
    return ComponentCatalog.of(registry).problems();
  }

  private List<String> of(PluginRegistry registry) {
    List<String> problems = new ArrayList<>();
    for (String id : ids) {
      List<PluginProblem> found = registry.problems(id);
      found.forEach(problem -> problems.add(problem.toString()));
      if (found.isEmpty()) {
        registry.plugin(id); // says so if there is no such plugin
      }
    }
    return problems;
  }
}
