package dev.rookery.runtime.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.rookery.api.settings.Problems;
import dev.rookery.api.settings.SettingsException;
import dev.rookery.api.settings.SettingsNode;
import dev.rookery.api.settings.SettingsSpec;
import dev.rookery.api.settings.SettingsValue;
import dev.rookery.runtime.metrics.MetricSelection;
import dev.rookery.runtime.metrics.PairsReport;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code rookery metrics}. */
@Command(
    name = "metrics",
    description =
        "Compare replies with right answers: prints one JSON object with every text metric for each"
            + " line and overall.",
    mixinStandardHelpOptions = true,
    footer = {"", "Input: JSON lines with text (the reply) and labels (the right answers)."})
final class MetricsCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Option(names = "--in", required = true, paramLabel = "FILE", description = "The JSON lines.")
  private @Nullable Path in;

  @Option(
      names = {"--metrics", "-mcs"},
      paramLabel = "NAMES",
      description =
          "Which: default, bleu, rouge, distinct, all, or names, joined by commas (default:"
              + " ${DEFAULT-VALUE}).")
  private String metrics = "all";

  @Override
  public Integer call() throws IOException {
    Path file = Objects.requireNonNull(in);
    if (!Files.isRegularFile(file)) {
      throw new SettingsException("there is no file " + file + " (--in)");
    }
    PrintWriter out = spec.commandLine().getOut();
    try (JsonGenerator json = new JsonFactory().createGenerator(out)) {
      json.configure(JsonGenerator.Feature.AUTO_CLOSE_TARGET, false);
      new PairsReport(file, selection()).write(json);
    }
    out.println();
    out.flush();
    return 0;
  }

  private MetricSelection selection() {
    Problems problems = new Problems();
    List<String> names =
        SettingsSpec.of(MetricSelection.SETTING)
            .read(
                new SettingsNode(
                    "", Map.of("metrics", new SettingsValue(metrics, "command line: --metrics"))),
                problems)
            .get(MetricSelection.SETTING);
    problems.throwIfAny();
    return MetricSelection.of(names);
  }
}
