package dev.rookery.runtime.cli;

import dev.rookery.api.dialogue.Teacher;
import dev.rookery.runtime.config.ExperimentReader.Need;
import java.io.PrintWriter;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code rookery display-data}. */
@Command(
    name = "display-data",
    description = "Show the dialogues of a task.",
    mixinStandardHelpOptions = true,
    footer = {"", "Example:", "  rookery display-data -t convai2:self --split valid -n 20"})
final class DisplayDataCommand implements Runnable, ReadsExperiment {

  private final ExperimentWork work;

  @Spec private CommandSpec spec;
  @Mixin private ExperimentOptions experiment = new ExperimentOptions();
  @Mixin private SplitOption split = new SplitOption();

  @Option(
      names = {"-n", "-ne", "--num-examples"},
      paramLabel = "N",
      description = "How many turns to show (default: ${DEFAULT-VALUE}); 0 shows all.")
  private int examples = 10;

  @Option(names = "--json", description = "Print the messages as JSON lines, with every field.")
  private boolean json;

  DisplayDataCommand(ExperimentWork work) {
    this.work = work;
  }

  @Override
  public void run() {
    PrintWriter out = spec.commandLine().getOut();
    try (LoadedExperiment loaded =
        experiment.load("task", Optional.empty(), EnumSet.of(Need.TASK))) {
      List<Teacher> teachers = work.teachers(loaded, split.orElse("train:ordered"));
      try {
        DialoguePrinter printer = new DialoguePrinter(out, json, examples);
        teachers.forEach(printer::print);
        printer.printCounts(teachers);
      } finally {
        teachers.forEach(Teacher::close);
      }
    }
    out.flush();
  }
}
