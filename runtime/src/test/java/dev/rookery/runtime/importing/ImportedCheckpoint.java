package dev.rookery.runtime.importing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rookery.api.Downloads;
import dev.rookery.registry.PluginRegistry;
import dev.rookery.runtime.catalog.ComponentCatalog;
import dev.rookery.runtime.config.Experiment;
import dev.rookery.runtime.config.ExperimentArguments;
import dev.rookery.runtime.config.ExperimentReader;
import dev.rookery.runtime.experiment.OpenAgent;
import dev.rookery.runtime.importing.parlai.ImportedModel;
import dev.rookery.runtime.importing.parlai.ParlAiImport;
import dev.rookery.runtime.text.ParityFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A generator's checkpoint of the reference data, imported when it is first needed. */
public final class ImportedCheckpoint {

  /** Components of this build. */
  public static final ComponentCatalog CATALOG =
      ComponentCatalog.of(
          PluginRegistry.load(List.of(), ImportedCheckpoint.class.getClassLoader()));

  /** For what needs nothing from elsewhere. */
  public static final Downloads NO_DOWNLOADS =
      (source, sha256, mostBytes, target) -> {
        throw new AssertionError("nothing is downloaded here: " + source);
      };

  private static final ObjectMapper JSON = new ObjectMapper();

  private static final Set<String> RANKERS =
      Set.of("biencoder", "crossencoder", "polyencoder", "tra");

  private static final Map<String, String> SEARCHES =
      Map.of(
          "greedy", "greedy",
          "beam", "beam",
          "delayedbeam", "delayed-beam",
          "topk", "top-k",
          "nucleus", "nucleus");

  private final Path source;
  private final Path folder;
  private @Nullable ImportedModel imported;

  private ImportedCheckpoint(Path source, Path folder) {
    this.source = source;
    this.folder = folder;
  }

  /**
   * All checkpoints of generators, whatever their folders are called.
   *
   * @param folder where they are imported to
   */
  public static List<ImportedCheckpoint> all(Path folder) {
    Path checkpoints = ParityFolder.file("parlai/checkpoints");
    if (!Files.isDirectory(checkpoints)) {
      return List.of();
    }
    try (Stream<Path> folders = Files.list(checkpoints)) {
      return folders
          .filter(each -> Files.isRegularFile(each.resolve("model.opt")))
          .filter(each -> isGenerator(each.resolve("model.opt")))
          .sorted()
          .map(each -> new ImportedCheckpoint(each, folder.resolve(each.getFileName())))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isGenerator(Path options) {
    String model = json(options).path("model").asText();
    return !RANKERS.contains(model.substring(model.lastIndexOf('/') + 1));
  }

  /** The name of its folder. */
  public String name() {
    return String.valueOf(source.getFileName());
  }

  /** The golden file of a kind, such as {@code generator}. */
  public Optional<JsonNode> golden(String kind) {
    Path file = ParityFolder.file("parlai/golden/" + kind + "_" + name() + ".json");
    return Files.exists(file) ? Optional.of(json(file)) : Optional.empty();
  }

  private static JsonNode json(Path file) {
    try {
      return JSON.readTree(file.toFile());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Imports it, the first time. */
  public synchronized ImportedModel imported() {
    if (imported == null) {
      imported = new ParlAiImport(CATALOG).run(source.resolve("model"), folder, List.of("import"));
    }
    return imported;
  }

  /** Its experiment with changed settings, as a user's command has it. */
  public Experiment experiment(List<String> changes) {
    imported();
    return new ExperimentReader(CATALOG)
        .read(
            new ExperimentArguments(
                List.of(folder.resolve("experiment.conf")),
                Optional.empty(),
                Optional.empty(),
                changes,
                "eval",
                true),
            EnumSet.of(ExperimentReader.Need.AGENT, ExperimentReader.Need.LEARNER));
  }

  /** The model folder. */
  public Path folder() {
    imported();
    return folder;
  }

  /** Opens the agent; the caller closes it. */
  public OpenAgent open(List<String> changes) {
    return OpenAgent.of(experiment(changes), CATALOG, NO_DOWNLOADS, Optional.of(folder()));
  }

  /** Settings that say what ParlAI's options of generation say. */
  public static List<String> decoding(JsonNode options) {
    List<String> settings = new ArrayList<>();
    if (options.has("inference")) {
      settings.add("decode.search=" + SEARCHES.get(options.get("inference").asText()));
    }
    options
        .properties()
        .forEach(
            option -> {
              String name = option.getKey().replace('_', '-');
              String value = option.getValue().asText();
              switch (name) {
                case "beam-size", "temperature" -> settings.add("decode." + name + "=" + value);
                case "topk" -> settings.add("decode.top-k=" + value);
                case "topp" -> settings.add("decode.top-p=" + value);
                case "beam-block-list-filename" ->
                    settings.add("decode.block-list=" + ParityFolder.file("parlai/" + value));
                default -> {
                  if (name.startsWith("beam-")) {
                    settings.add("decode." + name.substring("beam-".length()) + "=" + value);
                  }
                }
              }
            });
    return settings;
  }

  /** Whether padding, and so the rest of the batch, changes what a row gives. */
  public boolean seesNeighbours() {
    String settings = experiment(List.of()).render();
    return settings.contains("read-padding = true") || settings.contains("window-of-batch = true");
  }
}
