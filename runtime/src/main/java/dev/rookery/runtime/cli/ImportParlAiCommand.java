package dev.rookery.runtime.cli;

import dev.rookery.registry.PluginRegistry;
import dev.rookery.runtime.catalog.ComponentCatalog;
import dev.rookery.runtime.importing.parlai.ImportedModel;
import dev.rookery.runtime.importing.parlai.ParlAiImport;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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

/** {@code rookery import parlai}. */
@Command(
    name = "parlai",
    description = "Import a generator that ParlAI trained; no code in its file is run.",
    mixinStandardHelpOptions = true,
    footer = {"", "Example:", "  rookery import parlai /tmp/m/model runs/m"})
final class ImportParlAiCommand implements Runnable {

  private static final Logger LOG = LoggerFactory.getLogger(ImportParlAiCommand.class);

  @Spec private CommandSpec spec;
  @Mixin private PluginFolders folders = new PluginFolders();

  @Parameters(
      index = "0",
      paramLabel = "MODEL_FILE",
      description = "ParlAI's model file; MODEL_FILE.opt and MODEL_FILE.dict lie beside it.")
  private @Nullable Path model;

  @Parameters(index = "1", paramLabel = "DEST", description = "The new folder, for -mf.")
  private @Nullable Path target;

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  @Override
  public void run() {
    Path source = Objects.requireNonNull(model);
    Path folder = Objects.requireNonNull(target);
    try (PluginRegistry registry = folders.registry(List.of())) {
      ImportedModel imported =
          new ParlAiImport(ComponentCatalog.of(registry))
              .run(
                  source,
                  folder,
                  LongShortFlags.unmark(spec.root().commandLine().getParseResult().originalArgs()));
      imported.notes().forEach(note -> LOG.warn("{}", note));
      print(imported, spec.commandLine().getOut());
    }
  }

  private void print(ImportedModel imported, PrintWriter out) {
    if (json) {
      Map<String, Object> fields = new LinkedHashMap<>();
      fields.put("folder", imported.folder().toString());
      fields.put("model", imported.model());
      fields.put("weights", imported.weights());
      fields.put("updates", imported.updates());
      fields.put("optimizer", imported.optimizer());
      fields.put("notes", imported.notes());
      Json.print(out, fields);
    } else {
      out.printf(
          "imported %s (%,d weights, %,d updates) to %s%n",
          imported.model(), imported.weights(), imported.updates(), imported.folder());
    }
    out.flush();
  }
}
