package dev.rookery.runtime.learning.policy;

import dev.rookery.api.dialogue.DataType;
import dev.rookery.api.dialogue.Episode;
import dev.rookery.api.dialogue.EpisodeCursor;
import dev.rookery.api.dialogue.Message;
import dev.rookery.api.learning.LearnerContext;
import dev.rookery.api.learning.WeightedTeacher;
import dev.rookery.api.settings.ComponentRef;
import dev.rookery.api.settings.Setting;
import dev.rookery.api.settings.Settings;
import dev.rookery.api.settings.SettingsException;
import dev.rookery.api.settings.SettingsSpec;
import dev.rookery.runtime.learning.Additions;
import dev.rookery.runtime.policy.ManySequences;
import dev.rookery.runtime.policy.PolicyAgent;
import dev.rookery.runtime.policy.SequenceRounds;
import dev.rookery.runtime.policy.SequenceSampler;
import dev.rookery.runtime.scoring.SequenceCheck;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/**
 * What pretraining adds to supervised training: each validation lets the policy write and measures
 * what share of it is valid, unique and novel; and on request each sequence is learned in another
 * form at each pass (Arús-Pous et al. 2019, randomized SMILES).
 */
final class Pretraining implements Additions {

  static final Setting<ComponentRef> CHECK =
      Setting.component("check")
          .defaultsTo(ComponentRef.of("valid"))
          .describedAs(
              "the scoring function that tells valid sequences, and other forms of them; none for"
                  + " no check");
  static final Setting<Integer> SAMPLES =
      Setting.integer("samples")
          .alias("num-test-smiles")
          .atLeast(0)
          .defaultsTo(1000)
          .in("sequences")
          .describedAs("how many are written at each validation and measured");
  static final Setting<Boolean> NOVELTY =
      Setting.bool("novelty")
          .defaultsTo(true)
          .describedAs(
              "measure what share is not in the training data, whose sequences are all read once"
                  + " for that");
  static final Setting<Boolean> RANDOMIZE =
      Setting.bool("randomize")
          .alias("randomize-smiles")
          .defaultsTo(false)
          .describedAs("learn each sequence in another form at each pass, such as a random SMILES");

  static final SettingsSpec SPEC = SettingsSpec.of(CHECK, SAMPLES, NOVELTY, RANDOMIZE);

  private static final int AT_ONCE = 128;
  private static final DataType ALL = DataType.parse("train:evalmode");

  private final LearnerContext context;
  private final PolicyAgent agent;
  private final SequenceCheck check;
  private final int samples;
  private final boolean randomizes;
  private final boolean measuresNovelty;
  private Optional<Set<String>> known = Optional.empty();

  Pretraining(LearnerContext context, PolicyAgent agent) {
    this.context = context;
    this.agent = agent;
    Settings settings = context.settings();
    samples = settings.get(SAMPLES);
    randomizes = settings.get(RANDOMIZE);
    measuresNovelty = settings.get(NOVELTY);
    check = SequenceCheck.open(context.components(), settings.get(CHECK), context.seed());
    try {
      if (randomizes && !check.isOne()) {
        throw new SettingsException(
            "learner.randomize needs learner.check, which knows other forms of a sequence");
      }
      // Rather than after hours; nothing is kept of what is read.
      each(DataType.VALID, episode -> agent.checkLabels(episode, false));
      each(ALL, episode -> agent.checkLabels(episode, true));
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  @Override
  public Episode changed(Episode episode, SplittableRandom random) {
    if (!randomizes) {
      return episode;
    }
    return new Episode(
        episode.turns().stream()
            .map(
                turn ->
                    turn.with(
                        Message.LABELS,
                        turn.labels().stream().map(label -> form(label, random)).toList()))
            .toList());
  }

  /** Another form, or the sequence itself where there is none that the vocabulary can write. */
  private String form(String sequence, SplittableRandom random) {
    return check
        .variant(sequence, random)
        .filter(form -> agent.codec().find(form).isPresent())
        .orElse(sequence);
  }

  @Override
  public Set<String> figures() {
    return samples > 0 ? check.figures(measuresNovelty) : Set.of();
  }

  @Override
  public Map<String, Double> measure() {
    if (samples == 0) {
      return Map.of();
    }
    if (measuresNovelty && known.isEmpty()) {
      known = Optional.of(trainingKeys());
    }
    SequenceRounds rounds = new SequenceRounds(agent.sampler(), agent.codec(), false);
    List<String> sequences =
        ManySequences.write(
                SequenceSampler.Request.of(samples, context.seed(), 0),
                AT_ONCE,
                rounds::writeAll,
                count -> {})
            .stream()
            .map(SequenceRounds.Written::text)
            .toList();
    return check.look(sequences, known).shares();
  }

  private Set<String> trainingKeys() {
    Set<String> sequences = new HashSet<>();
    each(ALL, episode -> episode.turns().forEach(turn -> sequences.addAll(turn.anyLabels())));
    return check.keys(sequences);
  }

  private void each(DataType part, Consumer<Episode> action) {
    List<WeightedTeacher> tasks = context.teachers(part);
    try {
      for (WeightedTeacher task : tasks) {
        try (EpisodeCursor episodes = task.teacher().open()) {
          for (Optional<Episode> next = episodes.next(); next.isPresent(); next = episodes.next()) {
            action.accept(next.get());
          }
        }
      }
    } finally {
      tasks.forEach(task -> task.teacher().close());
    }
  }

  @Override
  public void close() {
    check.close();
  }
}
