package dev.rookery.runtime.cli;

import dev.rookery.registry.PluginRegistry;
import dev.rookery.runtime.catalog.ComponentCatalog;
import dev.rookery.runtime.importing.acegen.AceGenImport;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code rookery import acegen}. */
@Command(
    name = "acegen",
    description =
        "Import a GRU, LSTM or GPT-2 actor that AceGen trained; no code in its file is run.",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Example:",
      "  rookery import acegen gru_chembl.ckpt runs/prior --vocabulary chembl_vocabulary.txt"
    })
final class ImportAceGenCommand implements Runnable {

  @Spec private CommandSpec spec;
  @Mixin private PluginFolders folders = new PluginFolders();

  @Parameters(index = "0", paramLabel = "CHECKPOINT", description = "The actor's state dict.")
  private @Nullable Path checkpoint;

  @Parameters(index = "1", paramLabel = "DEST", description = "The new folder, for -mf.")
  private @Nullable Path target;

  @Option(
      names = "--vocabulary",
      required = true,
      paramLabel = "FILE",
      description = "AceGen's vocabulary: .txt, .ckpt or .pt.")
  private @Nullable Path vocabulary;

  @Option(
      names = "--tokenizer",
      paramLabel = "NAME",
      description =
          "smiles (AceGen's SMILESTokenizerChEMBL), if not given; smiles-guacamol, smiles-enamine"
              + " …")
  private String tokenizer = "smiles";

  @Option(
      names = "--n-head",
      paramLabel = "N",
      description = "Attention heads of a GPT-2, which its weights don't tell; 16 if not given.")
  private int heads = 16;

  @Option(
      names = "--max-length",
      paramLabel = "N",
      description = "Most tokens of a sequence; 200 if not given.")
  private int maxLength = 200;

  @Override
  public void run() {
    Path folder = Objects.requireNonNull(target);
    try (PluginRegistry registry = folders.registry(List.of())) {
      long weights =
          new AceGenImport(ComponentCatalog.of(registry))
              .run(
                  new AceGenImport.Source(
                      Objects.requireNonNull(checkpoint),
                      Objects.requireNonNull(vocabulary),
                      tokenizer,
                      heads,
                      maxLength),
                  folder,
                  LongShortFlags.unmark(spec.root().commandLine().getParseResult().originalArgs()));
      spec.commandLine().getOut().printf("imported %,d weights to %s%n", weights, folder);
      spec.commandLine().getOut().flush();
    }
  }
}
