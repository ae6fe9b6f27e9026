package dev.rookery.runtime.cli;

import dev.rookery.registry.PluginRegistry;
import dev.rookery.runtime.catalog.ComponentCatalog;
import dev.rookery.runtime.importing.hf.HuggingFaceImport;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code rookery import hf}. */
@Command(
    name = "hf",
    description =
        "Import a GPT-2 in a folder of Hugging Face's transformers; no code in its files is run.",
    mixinStandardHelpOptions = true,
    footer = {"", "Example:", "  rookery import hf gpt2/ runs/gpt2"})
final class ImportHuggingFaceCommand implements Runnable {

  private static final Logger LOG = LoggerFactory.getLogger(ImportHuggingFaceCommand.class);

  @Spec private CommandSpec spec;
  @Mixin private PluginFolders folders = new PluginFolders();

  @Parameters(
      index = "0",
      paramLabel = "DIR",
      description =
          "The folder with config.json, model.safetensors or pytorch_model.bin, and tokenizer.json"
              + " or vocab.json with merges.txt.")
  private @Nullable Path source;

  @Parameters(index = "1", paramLabel = "DEST", description = "The new folder, for -mf.")
  private @Nullable Path target;

  @Option(
      names = "--max-length",
      paramLabel = "N",
      description = "Most tokens of a text that it writes; 200 if not given.")
  private int maxLength = 200;

  @Override
  public void run() {
    Path folder = Objects.requireNonNull(target);
    try (PluginRegistry registry = folders.registry(List.of())) {
      HuggingFaceImport.Imported imported =
          new HuggingFaceImport(ComponentCatalog.of(registry))
              .run(
                  Objects.requireNonNull(source),
                  folder,
                  maxLength,
                  LongShortFlags.unmark(spec.root().commandLine().getParseResult().originalArgs()));
      imported.notes().forEach(note -> LOG.warn("{}", note));
      spec.commandLine()
          .getOut()
          .printf("imported gpt2 (%,d weights) to %s%n", imported.weights(), folder);
      spec.commandLine().getOut().flush();
    }
  }
}
