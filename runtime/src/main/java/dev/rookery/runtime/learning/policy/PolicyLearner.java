package dev.rookery.runtime.learning.policy;

import ai.djl.ndarray.NDManager;
import dev.rookery.api.Components;
import dev.rookery.api.UserException;
import dev.rookery.api.learning.Learner;
import dev.rookery.api.learning.LearnerContext;
import dev.rookery.api.learning.Optimizer;
import dev.rookery.api.learning.OptimizerFactory;
import dev.rookery.api.learning.TrainingProgress;
import dev.rookery.api.nn.Parameters;
import dev.rookery.api.policy.PolicyModel;
import dev.rookery.api.scoring.Score;
import dev.rookery.api.settings.ComponentRef;
import dev.rookery.api.settings.Settings;
import dev.rookery.api.settings.SettingsException;
import dev.rookery.runtime.config.HoconText;
import dev.rookery.runtime.learning.policy.PolicyLearnerFactory.Parts;
import dev.rookery.runtime.policy.PolicyAgent;
import dev.rookery.runtime.policy.SequenceRounds;
import dev.rookery.runtime.policy.SequenceSampler;
import dev.rookery.runtime.policy.StagedSampler;
import dev.rookery.runtime.scoring.GuardedScoring;
import dev.rookery.runtime.scoring.NoneValid;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The loop of reinforcement learning: write sequences, score them, learn from them, until so many
 * were scored. What is drawn derives from the seed and the number of the sequence, and a checkpoint
 * holds everything else, so that a resumed run repeats the uninterrupted one.
 */
final class PolicyLearner implements Learner {

  /** An update before all others. */
  private static final long NOTHING = -1;

  private static final String NONE = "none";

  private final LearnerContext context;
  private final PolicyAgent agent;
  private final Settings settings;
  private final PolicySettings common;
  private final Deque<Runnable> opened = new ArrayDeque<>();
  private final NDManager manager;
  private final GuardedScoring scoring;
  private final PolicyModel prior;
  private final Optional<PolicyModel> ownCritic;
  private final PolicyUpdates updates;
  private final PolicyAlgorithm algorithm;
  private final PolicyCheckpoints checkpoints;
  private final SequenceRounds rounds;
  private final ScoreHistory history = new ScoreHistory();
  private final MoleculesFile molecules;
  private final List<SequenceSampler.Prompt> prompts;
  private final Optional<StagedSampler> stages;
  private PolicyProgress progress = new PolicyProgress(0, 0, 0, 0);
  private long savedAt;
  private volatile boolean stopped;

  PolicyLearner(
      LearnerContext context,
      PolicyAgent agent,
      PolicySettings common,
      boolean hasCritic,
      PolicyLearnerFactory.Maker maker) {
    this.context = context;
    this.agent = agent;
    this.common = common;
    settings = context.settings();
    try {
      prompts = settings.find(PolicySettings.PROMPT).map(agent::prompt).stream().toList();
      stages = stages();
      scoring = PolicyScore.open(settings, context.components(), context.seed());
      opened.push(scoring::close);
      manager = NDManager.newBaseManager();
      opened.push(manager::close);
      prior = agent.networks().actor(manager);
      opened.push(prior::close);
      ownCritic = critic(hasCritic);
      List<Parameters> learning = new ArrayList<>(List.of(agent.parameters()));
      ownCritic.ifPresent(critic -> learning.add(critic.parameters()));
      List<Optimizer> optimizers = new ArrayList<>();
      learning.forEach(parameters -> optimizers.add(optimizer(parameters)));
      updates =
          new PolicyUpdates(
              learning,
              optimizers,
              settings.get(common.learningRate()),
              settings.get(common.gradientClip()),
              context.seed(),
              manager);
      algorithm = maker.make(parts(hasCritic));
      rounds = new SequenceRounds(agent.sampler(), agent.codec(), likeAceGen());
      molecules = new MoleculesFile(context.runFolder());
      checkpoints =
          new PolicyCheckpoints(
              context.runFolder(),
              agent,
              optimizers,
              ownCritic,
              whatLinesDependOn(),
              settings.get(PolicySettings.KEEP));
      begin();
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  private Optional<StagedSampler> stages() {
    Optional<ComponentRef> named = settings.find(PolicySettings.PROMPTING);
    if (named.isPresent() && !prompts.isEmpty()) {
      throw new SettingsException(
          "learner.prompt and learner.prompting both say how sequences begin; give one of them");
    }
    return named.map(reference -> StagedSampler.of(reference, context.components(), agent));
  }

  /** A file of molecules has those of one score and one way to write them. */
  private Map<String, String> whatLinesDependOn() {
    Map<String, String> shown = new LinkedHashMap<>();
    shown.put("score", settings.get(PolicySettings.SCORE).name());
    shown.put("prompt", settings.find(PolicySettings.PROMPT).map(HoconText::of).orElse(NONE));
    shown.put("prompting", stages.map(StagedSampler::toString).orElse(NONE));
    return shown;
  }

  /** A critic of its own, where one is wanted and the actor isn't it. */
  private Optional<PolicyModel> critic(boolean wanted) {
    boolean shared = agent.actor().writes().size() > 1;
    if (!wanted || shared) {
      return Optional.empty();
    }
    PolicyModel critic = agent.networks().critic(manager);
    opened.push(critic::close);
    return Optional.of(critic);
  }

  private Optimizer optimizer(Parameters parameters) {
    Components.Found<OptimizerFactory> found =
        context.components().find(OptimizerFactory.class, settings.get(common.optimizer()));
    Optimizer optimizer = found.factory().create(found.settings(), parameters);
    opened.push(optimizer::close);
    return optimizer;
  }

  private Parts parts(boolean hasCritic) {
    boolean prioritized = settings.get(PolicySettings.REPLAY_SAMPLER).equals("prioritized");
    return new Parts(
        settings,
        agent,
        prior,
        hasCritic ? ownCritic.or(() -> Optional.of(agent.actor())) : Optional.empty(),
        updates,
        new ReplayBuffer(settings.get(PolicySettings.REPLAY_SIZE), prioritized ? 1 : 0),
        scoring,
        settings.get(common.numEnvs()),
        settings.get(common.replayed()),
        likeAceGen(),
        context.seed());
  }

  private boolean likeAceGen() {
    return settings.get(PolicySettings.COMPAT).equals("acegen");
  }

  /** Puts everything back, or makes a beginning. */
  private void begin() {
    if (context.resume() && checkpoints.exist()) {
      checkpoints.loadPrior(prior.parameters());
      progress = checkpoints.restore(algorithm, updates);
      context.tracker().truncateAfter(progress.updates());
      molecules.keep(progress.scored());
      MoleculesFile.read(context.runFolder())
          .forEach(line -> remember(line.text(), line.score(), !line.failed()));
      return;
    }
    if (context.resume()) {
      context.tracker().truncateAfter(NOTHING); // it was killed before its first checkpoint
    }
    prior
        .parameters()
        .byName()
        .keySet()
        .forEach(name -> prior.parameters().set(name, agent.parameters().get(name)));
    checkpoints.savePrior(prior.parameters());
    molecules.begin(scoring.parts());
  }

  private void remember(String text, double score, boolean valid) {
    history.add(scoring.keyOrSelf(text), score, valid);
  }

  @Override
  public void stop() {
    stopped = true;
  }

  @Override
  public Ending learn() {
    long budget = settings.get(PolicySettings.MAX_SEQUENCES);
    long saved = System.nanoTime();
    savedAt = progress.scored();
    while (!stopped && progress.scored() < budget) {
      long begun = System.nanoTime();
      List<Experience> fresh;
      try {
        fresh = experiences(budget - progress.scored());
      } catch (UserException e) { // of the scoring, or of a prompt that comes late
        saveIfNew();
        throw e;
      }
      if (fresh.size() > 1) {
        algorithm.learn(fresh, progress.rounds());
      }
      molecules.add(progress.scored() + 1, progress.rounds() + 1, fresh);
      fresh.forEach(each -> remember(each.text(), each.reward(), each.score().problem().isEmpty()));
      progress =
          progress.afterRound(fresh.size(), updates.count(), (System.nanoTime() - begun) / 1e9);
      tell(fresh, budget);
      if (progress.rounds() == 1) {
        warnIfNoneIsValid(fresh);
      }
      if (System.nanoTime() - saved > settings.get(PolicySettings.SAVE_EVERY_TIME).toNanos()) {
        saveIfNew();
        saved = System.nanoTime();
      }
    }
    saveIfNew();
    if (!stopped) {
      context.tracker().record("final", progress.updates(), finalFigures(budget));
    }
    return progress.scored() < budget ? Ending.INTERRUPTED : Ending.FINISHED;
  }

  private void saveIfNew() {
    if (savedAt != progress.scored() || !checkpoints.exist()) {
      checkpoints.save(progress, algorithm);
      savedAt = progress.scored();
    }
  }

  /** Writes and scores a round, without those that are written twice in it. */
  private List<Experience> experiences(long most) {
    SequenceSampler.Request request =
        new SequenceSampler.Request(
            settings.get(common.numEnvs()),
            context.seed(),
            progress.rounds() * settings.get(common.numEnvs()),
            settings.get(PolicySettings.TEMPERATURE),
            false,
            prompts);
    List<SequenceRounds.Written> written =
        stages
            .map(inStages -> rounds.write(inStages, request))
            .orElseGet(() -> rounds.write(request))
            .stream()
            .limit(most)
            .toList();
    List<String> texts = written.stream().map(SequenceRounds.Written::text).toList();
    List<Score> scores = scoring.scoreAll(texts);
    List<Experience> experiences = new ArrayList<>();
    for (int i = 0; i < texts.size(); i++) {
      experiences.add(new Experience(written.get(i).rollout(), texts.get(i), scores.get(i)));
    }
    return experiences;
  }

  /** Said once: a prompt, or a scoring program, that lets nothing be scored would go unnoticed. */
  private void warnIfNoneIsValid(List<Experience> fresh) {
    NoneValid.first(
            fresh.stream().map(Experience::text).toList(),
            fresh.stream().map(Experience::score).toList())
        .ifPresent(first -> context.say(NoneValid.warning(fresh.size(), first, beginning())));
  }

  private Optional<String> beginning() {
    return settings
        .find(PolicySettings.PROMPT)
        .map(text -> NoneValid.prompt(text, "learner.prompt"))
        .or(
            () ->
                settings
                    .find(PolicySettings.PROMPTING)
                    .map(named -> NoneValid.prompting(named, "learner.prompting")));
  }

  private void tell(List<Experience> fresh, long budget) {
    Map<String, Double> values = new LinkedHashMap<>(updates.takeMetrics().report().values());
    values.put("score", fresh.stream().mapToDouble(Experience::reward).average().orElse(0));
    values.put("score_best", history.top(1));
    values.put("score_top10", history.top(10));
    values.put("score_top100", history.top(100));
    values.put(
        "valid",
        fresh.stream().filter(each -> each.score().problem().isEmpty()).count()
            / (double) Math.max(1, fresh.size()));
    values.put("unique", history.shareDifferent());
    values.put(
        "length", fresh.stream().mapToInt(each -> each.rollout().length()).average().orElse(0));
    values.put("sequences", (double) progress.scored());
    values.put("seconds", progress.seconds());
    context.tracker().record("train", progress.updates(), values);
    context.onProgress(
        new TrainingProgress(progress.updates(), (double) progress.scored() / budget, 0, values));
  }

  private Map<String, Double> finalFigures(long budget) {
    Map<String, Double> figures = new LinkedHashMap<>();
    for (int k : new int[] {1, 10, 100}) {
      figures.put("top" + k, history.top(k));
      figures.put("auc_top" + k, history.areaUnderTop(k, budget));
    }
    figures.put("score_first", history.meanOfFirst());
    figures.put("score_last", history.meanOfLast());
    figures.put("valid", history.shareValid());
    figures.put("unique", history.shareDifferent());
    figures.put("sequences", (double) history.written());
    return figures;
  }

  /** Closes what was opened, the last first. */
  @Override
  public void close() {
    while (!opened.isEmpty()) {
      opened.pop().run();
    }
  }
}
