package dev.rookery.runtime.cli;

import dev.rookery.runtime.experiment.FinalFigures;
import dev.rookery.runtime.run.Provenance;
import dev.rookery.runtime.run.RunFolder;
import dev.rookery.runtime.run.SeedFolder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * A training of the past with several seeds.
 *
 * @param folder of all of them
 * @param settings of the experiment that they share
 * @param runs that were begun, in the order of the seeds
 * @param compared what those have reached that are finished
 */
record PastSeeds(
    Path folder, Map<String, String> settings, List<PastRun> runs, SeedFigures compared)
    implements PastTraining {

  private static final String RUNNING = "running";
  private static final Pattern NUMBER = Pattern.compile("\\d+");

  /** Reads the folder of several seeds. */
  static PastSeeds of(Path folder) {
    Map<String, String> settings = PastTraining.settings(SeedFolder.experiment(folder));
    List<PastRun> runs = new ArrayList<>();
    Map<Long, Map<String, Double>> reached = new LinkedHashMap<>();
    for (long seed : seeds(settings)) {
      Path path = SeedFolder.run(folder, seed);
      if (RunFolder.holdsRun(path)) {
        PastRun run = PastRun.of(path);
        runs.add(run);
        if (isFinished(run)) {
          reached.put(seed, FinalFigures.of(path));
        }
      }
    }
    return new PastSeeds(folder, settings, runs, new SeedFigures(reached));
  }

  /** The list of seeds is a text here, such as {@code [1, 2]}. */
  private static List<Long> seeds(Map<String, String> settings) {
    return NUMBER
        .matcher(settings.getOrDefault("run.seeds", ""))
        .results()
        .map(found -> Long.valueOf(found.group()))
        .toList();
  }

  private static boolean isFinished(PastRun run) {
    return run.state().equals(Provenance.FINISHED);
  }

  @Override
  public Path experiment() {
    return SeedFolder.experiment(folder);
  }

  /** Of all seeds, those included that it didn't get to. */
  @Override
  public String state() {
    if (runs.stream().anyMatch(run -> run.state().equals(RUNNING))) {
      return RUNNING;
    }
    int named = seeds(settings).size();
    long finished = runs.stream().filter(PastSeeds::isFinished).count();
    return finished == named ? Provenance.FINISHED : finished + " of " + named;
  }

  @Override
  public String started() {
    return runs.stream().map(PastRun::started).max(Comparator.naturalOrder()).orElse("?");
  }

  @Override
  public long updates() {
    return runs.stream().mapToLong(PastRun::updates).sum();
  }

  /** There are final figures alone: the means. */
  @Override
  public Map<String, Double> figures(String phase) {
    return phase.equals("final") ? compared.means() : Map.of();
  }

  @Override
  public String remark() {
    return compared.seeds() == 0 ? "" : "mean of " + compared.seeds() + ":  ";
  }

  @Override
  public Map<String, Object> details() {
    Map<String, Object> details = new LinkedHashMap<>();
    details.put("runs", runs.stream().map(PastRun::name).toList());
    details.putAll(compared.asMap());
    return details;
  }
}
