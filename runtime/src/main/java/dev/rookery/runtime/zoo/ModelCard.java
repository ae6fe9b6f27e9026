package dev.rookery.runtime.zoo;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rookery.registry.zoo.NewModel;
import dev.rookery.registry.zoo.ZooFile;
import dev.rookery.runtime.catalog.ComponentKind;
import dev.rookery.runtime.config.Experiment;
import dev.rookery.runtime.config.TaskChoice;
import dev.rookery.runtime.learning.checkpoint.Checkpoint;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A model card with all that is known of a model; what only people know is left for them. */
public final class ModelCard {

  /** Where people are to write. */
  static final String OPEN = "_To be written._";

  private final Experiment experiment;
  private final Path model;
  private final List<Path> reports;

  /**
   * Creates a card.
   *
   * @param model a run's folder or a checkpoint's
   * @param reports of {@code eval --report}; without any the run's own figures are shown
   */
  public ModelCard(Experiment experiment, Path model, List<Path> reports) {
    this.experiment = experiment;
    this.model = model;
    this.reports = List.copyOf(reports);
  }

  /**
   * The card's text.
   *
   * @param name what users write for the model, with its version
   * @param file the archive
   */
  public String text(NewModel described, String name, ZooFile file) {
    Optional<ObjectNode> made = PortableModel.provenance(model);
    StringBuilder card = new StringBuilder();
    card.append("# ").append(name.replace("@", " ")).append("\n\n");
    card.append(described.title()).append(". ").append(described.description()).append("\n\n");
    card.append("| | |\n| --- | --- |\n");
    row(card, "Task", "`" + task() + "`");
    row(
        card,
        "Model",
        "`%s`, %s weights"
            .formatted(
                described.properties().getOrDefault("model", "?"),
                String.format(Locale.ROOT, "%,d", Checkpoint.open(model).weights())));
    row(
        card,
        "Size",
        String.format(
            Locale.ROOT, "%,d bytes (SHA-256 `%s`)", file.bytes(), file.checksum().hex()));
    row(card, "Licence", described.license());
    made.ifPresent(
        from ->
            row(
                card,
                "Made with",
                "Rookery %s, %s, seed %s"
                    .formatted(
                        from.path("rookery").asText("?"),
                        from.path("engine").asText("?"),
                        from.path("seed").asText("?"))));
    card.append("\n## Use\n\n").append(shell(use(name)));
    card.append("\n## Figures\n");
    List<Figures> figures = figures(name, made);
    figures.forEach(each -> card.append(section(each)));
    if (figures.isEmpty()) {
      card.append('\n').append(OPEN).append('\n');
    }
    card.append("\n## Training\n\n");
    made.ifPresent(from -> card.append(training(from)));
    card.append("\n## Intended use\n\n").append(OPEN).append("\n");
    card.append("\n## Limits\n\n").append(OPEN).append("\n");
    return card.toString();
  }

  private String use(String name) {
    boolean writesSequences =
        experiment.agent().orElseThrow().findPart(ComponentKind.POLICY).isPresent();
    return writesSequences
        ? "rookery sample -mf zoo:" + name + " -n 10"
        : "rookery chat -mf zoo:" + name;
  }

  private static void row(StringBuilder card, String key, String value) {
    card.append("| ").append(key).append(" | ").append(value).append(" |\n");
  }

  private String task() {
    return experiment.task().map(TaskChoice::name).orElse("none");
  }

  private List<Figures> figures(String name, Optional<ObjectNode> made) {
    if (!reports.isEmpty()) {
      return reports.stream().map(report -> Figures.ofReport(report, "zoo:" + name)).toList();
    }
    String command = made.map(from -> CommandText.of(arguments(from))).orElse("rookery train …");
    return Figures.ofRun(model, task(), command).map(List::of).orElse(List.of());
  }

  private static String section(Figures figures) {
    return "\nOf "
        + figures.what()
        + ":\n\n"
        + shell(figures.command())
        + "\n| metric | value |\n| --- | --- |\n"
        + figures.rows();
  }

  private static String training(ObjectNode from) {
    StringBuilder text = new StringBuilder(shell(CommandText.of(arguments(from))));
    text.append("\nData:\n\n");
    from.path("data")
        .properties()
        .forEach(
            field ->
                text.append("- ")
                    .append(field.getKey())
                    .append(": `")
                    .append(field.getValue().asText())
                    .append("`\n"));
    return text.toString();
  }

  private static List<String> arguments(ObjectNode from) {
    List<String> arguments = new ArrayList<>();
    from.path("arguments").forEach(argument -> arguments.add(argument.asText()));
    return arguments;
  }

  private static String shell(String command) {
    return "```sh\n" + command + "\n```\n";
  }
}
