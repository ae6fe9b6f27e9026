package dev.rookery.runtime.cli;

import dev.rookery.registry.download.DownloadSettings;
import dev.rookery.registry.download.HttpDownloads;
import dev.rookery.registry.download.HttpUploads;
import dev.rookery.registry.zoo.HuggingFace;
import dev.rookery.registry.zoo.ModelCache;
import dev.rookery.registry.zoo.Zoo;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Option;

/** Where models are looked up; the option that adds to it. */
final class ZooOptions {

  /** Set by the start script: the folder of the models that come with Rookery. */
  private static final String OWN = "rookery.zoo";

  /** Further zoos, parted by blanks. */
  private static final String VARIABLE = "ROOKERY_ZOO";

  @Option(
      names = "--zoo",
      paramLabel = "FOLDER_OR_URL",
      description =
          "Look up models named zoo:NAME here first (may be repeated; in a file: zoo.index), then"
              + " in the zoos of $"
              + VARIABLE
              + ", then in Rookery's own.")
  private List<String> added = new ArrayList<>();

  @Option(
      names = "--offline",
      description = "Use nothing that isn't on this machine (or set ROOKERY_OFFLINE=1).")
  private boolean offline;

  /** How files are fetched, or that they may not be, by the command line or the environment. */
  DownloadSettings settings() {
    DownloadSettings settings = DownloadSettings.from(System.getenv());
    return offline ? settings.withOffline(true) : settings;
  }

  HttpDownloads downloads(ProgressLines progress) {
    return DownloadLines.downloads(progress, settings());
  }

  ModelCache cache() {
    return ModelCache.of(System.getenv());
  }

  /** All zoos in order: those of the option, then these, the environment's and Rookery's own. */
  List<String> indexes(List<String> more) {
    Set<String> indexes = new LinkedHashSet<>(added);
    indexes.addAll(more);
    Map<String, String> environment = System.getenv();
    for (String index : environment.getOrDefault(VARIABLE, "").strip().split("\\s+")) {
      if (!index.isEmpty()) {
        indexes.add(index);
      }
    }
    own().filter(folder -> Files.isDirectory(Path.of(folder))).ifPresent(indexes::add);
    return List.copyOf(indexes);
  }

  /** The folder of the models that come with Rookery. */
  Optional<String> own() {
    return Optional.ofNullable(System.getProperty(OWN));
  }

  HttpUploads uploads() {
    return new HttpUploads(settings(), System.getenv());
  }

  Zoo zoo(List<String> more, ProgressLines progress) {
    return new Zoo(indexes(more), downloads(progress), cache());
  }

  HuggingFace huggingFace(ProgressLines progress) {
    return new HuggingFace(System.getenv(), downloads(progress), cache());
  }

  /** What models named in the command or its experiment stand for. */
  NamedModels models(List<String> more, ProgressLines progress) {
    return new NamedModels(zoo(more, progress), huggingFace(progress));
  }
}
