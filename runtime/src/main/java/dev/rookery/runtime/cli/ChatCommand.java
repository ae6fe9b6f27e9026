package dev.rookery.runtime.cli;

import dev.rookery.runtime.config.ExperimentReader.Need;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code rookery chat}. */
@Command(
    name = "chat",
    description = "Talk to an agent at the terminal.",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Examples:",
      "  rookery chat -mf runs/tutor",
      "  rookery chat -mf zoo:persona-tga",
      "  rookery chat -mf runs/tutor --persona \"i have a dog named rex .\""
    })
final class ChatCommand implements Callable<Integer>, ReadsExperiment {

  private final ExperimentWork work;

  @Spec private CommandSpec spec;
  @Mixin private ExperimentOptions experiment = new ExperimentOptions();
  @Mixin private ModelOption model = new ModelOption();

  @Option(
      names = "--persona",
      paramLabel = "SENTENCE",
      description =
          "A sentence of the agent's persona, such as \"i have a dog .\" (may be repeated). Every"
              + " dialogue begins with them; lines typed as \"your persona: …\" do the same.")
  private List<String> persona = new ArrayList<>();

  ChatCommand(ExperimentWork work) {
    this.work = work;
  }

  @Override
  public Integer call() {
    Optional<Path> folder = model.folder(experiment);
    try (LoadedExperiment loaded = experiment.load("eval", folder, EnumSet.of(Need.AGENT))) {
      return work.chat(
          new ExperimentWork.Chatting(
              loaded,
              folder,
              persona.stream().map(sentence -> "your persona: " + sentence).toList()),
          spec.commandLine().getOut());
    }
  }
}
