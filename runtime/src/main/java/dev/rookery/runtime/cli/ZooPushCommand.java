package dev.rookery.runtime.cli;

import dev.rookery.api.UserException;
import dev.rookery.api.settings.SettingsException;
import dev.rookery.registry.FileTrees;
import dev.rookery.registry.zoo.NewModel;
import dev.rookery.registry.zoo.ZooModel;
import dev.rookery.registry.zoo.ZooName;
import dev.rookery.registry.zoo.ZooPublisher;
import dev.rookery.runtime.catalog.ComponentKind;
import dev.rookery.runtime.config.Experiment;
import dev.rookery.runtime.config.ExperimentReader.Need;
import dev.rookery.runtime.config.Selected;
import dev.rookery.runtime.config.TaskChoice;
import dev.rookery.runtime.zoo.ModelCard;
import dev.rookery.runtime.zoo.PortableModel;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code rookery zoo push}. */
@Command(
    name = "push",
    description = {
      "Publish a trained agent in a zoo: pack its best checkpoint without the optimizer, write the"
          + " index and a model card with what the run knows."
    },
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Example:",
      "  rookery eval -mf runs/tutor -t persona-sim --split test --report report.json",
      "  rookery zoo push runs/tutor --name com.acme/tutor@1.0.0 --license MIT \\",
      "      --report report.json --to /srv/models"
    })
final class ZooPushCommand implements Runnable {

  @Spec private CommandSpec spec;
  @Mixin private ZooOptions options = new ZooOptions();
  @Mixin private PluginFolders folders = new PluginFolders();

  @Parameters(
      paramLabel = "MODEL",
      description = "The folder of a run, of a checkpoint or of a model.")
  private @Nullable Path model;

  @Option(
      names = "--name",
      required = true,
      paramLabel = "[GROUP/]NAME[@VERSION]",
      description =
          "What it is called. Without a group it is one of Rookery's own (dev.rookery); without a"
              + " version it gets the next one, at first 1.0.0.")
  private String name = "";

  @Option(
      names = "--license",
      required = true,
      paramLabel = "NAME",
      description = "Under which licence it is published, such as Apache-2.0.")
  private String license = "";

  @Option(
      names = "--to",
      paramLabel = "FOLDER_OR_URL",
      description =
          "The zoo: a folder, or an address that takes files with PUT (default: that of Rookery's"
              + " own models).")
  private @Nullable String target;

  @Option(
      names = "--report",
      paramLabel = "FILE",
      description =
          "A report of \"eval --report\" whose figures the card shows (may be repeated); without"
              + " one it shows those of the run's last validation.")
  private List<Path> reports = new ArrayList<>();

  @Option(names = "--title", paramLabel = "TEXT", description = "What it is, in a few words.")
  private @Nullable String title;

  @Option(names = "--description", paramLabel = "TEXT", description = "A sentence about it.")
  private @Nullable String description;

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  @Override
  public void run() {
    Path folder = Objects.requireNonNull(model);
    ZooName wanted = ZooName.parse(name);
    String where = target == null ? ownZoo() : target;
    try (LoadedExperiment loaded = load(folder);
        ProgressLines progress = ProgressLines.ofProcess()) {
      ZooPublisher publisher =
          ZooPublisher.to(where, options.downloads(progress), options.uploads(), options.cache());
      Path work = Files.createTempDirectory("rookery-model-");
      try {
        PortableModel.write(loaded.experiment(), folder, work);
        print(publish(wanted, loaded.experiment(), folder, work, publisher), where);
      } finally {
        FileTrees.deleteQuietly(work);
      }
    } catch (IOException e) {
      throw new UserException("the model can't be packed: " + e, e);
    }
  }

  private String ownZoo() {
    return options
        .own()
        .orElseThrow(() -> new SettingsException("--to is missing: name the zoo's folder"));
  }

  private LoadedExperiment load(Path folder) {
    return ExperimentOptions.load(folder, folders, options, EnumSet.of(Need.AGENT));
  }

  private ZooModel publish(
      ZooName wanted, Experiment experiment, Path folder, Path packed, ZooPublisher publisher) {
    String kind = kind(experiment);
    String task = experiment.task().map(TaskChoice::name).orElse("");
    Map<String, String> properties = new TreeMap<>(Map.of("model", kind));
    if (!task.isEmpty()) {
      properties.put("task", task);
    }
    NewModel described =
        new NewModel(
            wanted.group().orElse(ZooName.OWN_GROUP),
            wanted.artifact(),
            title == null ? wanted.artifact() : title,
            description == null
                ? "Model: " + kind + (task.isEmpty() ? "." : ", trained on " + task + ".")
                : description,
            license,
            properties,
            packed);
    String version = wanted.version().orElseGet(() -> next(publisher.versions(described)));
    ModelCard card = new ModelCard(experiment, folder, reports);
    String group = wanted.group().filter(g -> !g.equals(ZooName.OWN_GROUP)).orElse("");
    String shown = (group.isEmpty() ? "" : group + "/") + wanted.artifact() + "@" + version;
    return publisher.publish(described, version, file -> card.text(described, shown, file));
  }

  /** The last number goes up. */
  private static String next(List<String> versions) {
    if (versions.isEmpty()) {
      return "1.0.0";
    }
    String newest = versions.get(versions.size() - 1);
    int dot = newest.lastIndexOf('.');
    return newest.substring(0, dot + 1) + (Integer.parseInt(newest.substring(dot + 1)) + 1);
  }

  private static String kind(Experiment experiment) {
    Selected<?> agent = experiment.agent().orElseThrow();
    return Optional.<Selected<?>>empty()
        .or(() -> agent.findPart(ComponentKind.MODEL))
        .or(() -> agent.findPart(ComponentKind.POLICY))
        .orElse(agent)
        .name();
  }

  /** A path where it is one, which programs for text open. */
  private static String shown(URI address) {
    return "file".equals(address.getScheme()) ? Path.of(address).toString() : address.toString();
  }

  private void print(ZooModel published, String where) {
    PrintWriter out = spec.commandLine().getOut();
    String card = published.card().map(ZooPushCommand::shown).orElse("");
    if (json) {
      Map<String, Object> map = new LinkedHashMap<>();
      map.put("name", published.shortName());
      map.put("zoo", where);
      map.put("source", published.files().get(0).sources().get(0).toString());
      map.put("bytes", published.bytes());
      map.put("sha256", published.files().get(0).checksum().hex());
      map.put("card", published.card().map(URI::toString).orElse(""));
      Json.print(out, map);
    } else {
      out.printf(
          "published %s (%,d bytes) in %s%nits card %s says what the run knows;"
              + " intended use and limits are yours to write%n",
          published.shortName(), published.bytes(), where, card);
    }
    out.flush();
  }
}
