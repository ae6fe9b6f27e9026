package dev.rookery.runtime.learning.policy;

import dev.rookery.api.Components;
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
import dev.rookery.runtime.policy.PolicyAgent;
import dev.rookery.runtime.policy.SequenceSampler;
import dev.rookery.runtime.scoring.GuardedScoring;
import dev.rookery.runtime.scoring.Scoring;
import dev.rookery.runtime.scoring.SequenceFigures;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;

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

  private static final String NONE = "none";
  private static final Duration CHECK_LIMIT = Duration.ofSeconds(30);
  private static final int AT_ONCE = 128;
  private static final DataType ALL = DataType.parse("train:evalmode");

  private final LearnerContext context;
  private final PolicyAgent agent;
  private final Optional<GuardedScoring> check;
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
    check = check(settings.get(CHECK), context.components(), context.seed());
    if (randomizes && check.isEmpty()) {
      throw new SettingsException(
          "learner.randomize needs learner.check, which knows other forms of a sequence");
    }
  }

  private static Optional<GuardedScoring> check(
      ComponentRef reference, Components components, long seed) {
    return reference.name().equals(NONE)
        ? Optional.empty()
        : Optional.of(new Scoring(components, CHECK_LIMIT, seed).open(reference));
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
        .flatMap(function -> function.variant(sequence, random))
        .filter(form -> agent.codec().find(form).isPresent())
        .orElse(sequence);
  }

  @Override
  public Set<String> figures() {
    Set<String> names = new LinkedHashSet<>();
    if (samples > 0) {
      check.ifPresent(function -> names.add(SequenceFigures.VALID));
      names.add(SequenceFigures.UNIQUE);
      if (measuresNovelty) {
        names.add(SequenceFigures.NOVEL);
      }
    }
    return names;
  }

  @Override
  public Map<String, Double> measure() {
    if (samples == 0) {
      return Map.of();
    }
    if (measuresNovelty && known.isEmpty()) {
      known = Optional.of(trainingKeys());
    }
    SequenceSampler sampler = agent.sampler();
    List<String> sequences = new ArrayList<>();
    while (sequences.size() < samples) {
      int count = Math.min(AT_ONCE, samples - sequences.size());
      sampler
          .sample(SequenceSampler.Request.of(count, context.seed(), sequences.size()))
          .forEach(rollout -> sequences.add(agent.codec().decode(rollout.actions())));
    }
    return SequenceFigures.of(sequences, check, known);
  }

  private Set<String> trainingKeys() {
    Set<String> sequences = new HashSet<>();
    List<WeightedTeacher> tasks = context.teachers(ALL);
    try {
      for (WeightedTeacher task : tasks) {
        try (EpisodeCursor episodes = task.teacher().open()) {
          for (Optional<Episode> next = episodes.next(); next.isPresent(); next = episodes.next()) {
            next.get().turns().forEach(turn -> sequences.addAll(turn.anyLabels()));
          }
        }
      }
    } finally {
      tasks.forEach(task -> task.teacher().close());
    }
    return check
        .<Set<String>>map(function -> new HashSet<>(function.keys(sequences).values()))
        .orElse(sequences);
  }

  @Override
  public void close() {
    check.ifPresent(GuardedScoring::close);
  }
}
