package dev.rookery.runtime.report;

import dev.rookery.runtime.decoding.BeamTree;
import dev.rookery.runtime.tracking.MetricsRecord;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the report of a run shows. Maps keep their order; what is empty is left out of the page.
 *
 * @param name of the run
 * @param status how far it got
 * @param task such as {@code convai2:self}
 * @param model such as {@code generator / example-tga}
 * @param keyFigures a few figures for the head of the page, by what they are, such as {@code best
 *     ppl} or {@code training time}, already formatted
 * @param history everything that was recorded, as {@link dev.rookery.runtime.tracking.MetricsFile}
 *     reads it; it becomes the curves
 * @param finalMetrics the last or best evaluation, by {@code name} or {@code task/name}
 * @param finalMetricsTitle what that evaluation is, such as {@code valid, best checkpoint (update
 *     1500)}
 * @param samples a few replies
 * @param beam the search for one of the replies, where hypotheses were compared
 * @param best the sequences of a run that learned from scores
 * @param configuration the resolved experiment, as text
 * @param provenance by what it is: versions, seed, data fingerprint, machine, command
 */
public record ReportData(
    String name,
    Status status,
    String task,
    String model,
    Map<String, String> keyFigures,
    List<MetricsRecord> history,
    Map<String, Double> finalMetrics,
    String finalMetricsTitle,
    List<Sample> samples,
    Optional<BeamTree> beam,
    Optional<BestSequences> best,
    String configuration,
    Map<String, String> provenance) {

  /** How far a run got. */
  public enum Status {
    RUNNING("running"),
    FINISHED("finished"),
    OUT_OF_PATIENCE("stopped: validation got no better"),
    INTERRUPTED("interrupted, can be resumed"),
    FAILED("failed");

    private final String words;

    Status(String words) {
      this.words = words;
    }

    /** In words, for people. */
    public String words() {
      return words;
    }
  }

  /**
   * One reply.
   *
   * @param context what the agent was asked, its lines as they were
   * @param labels the right answers, at least one
   * @param reply what it said
   */
  public record Sample(String context, List<String> labels, String reply) {

    public Sample {
      labels = List.copyOf(labels);
    }
  }

  public ReportData {
    keyFigures = Collections.unmodifiableMap(new LinkedHashMap<>(keyFigures));
    history = List.copyOf(history);
    finalMetrics = Collections.unmodifiableMap(new LinkedHashMap<>(finalMetrics));
    samples = List.copyOf(samples);
    provenance = Collections.unmodifiableMap(new LinkedHashMap<>(provenance));
  }
}
