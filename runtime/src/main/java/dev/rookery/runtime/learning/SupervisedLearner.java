package dev.rookery.runtime.learning;

import ai.djl.ndarray.NDManager;
import dev.rookery.api.Components;
import dev.rookery.api.dialogue.DataType;
import dev.rookery.api.learning.Learner;
import dev.rookery.api.learning.LearnerContext;
import dev.rookery.api.learning.LrScheduler;
import dev.rookery.api.learning.LrSchedulerFactory;
import dev.rookery.api.learning.Optimizer;
import dev.rookery.api.learning.OptimizerFactory;
import dev.rookery.api.learning.TrainableAgent;
import dev.rookery.api.learning.WeightedTeacher;
import dev.rookery.api.settings.SettingsException;
import dev.rookery.runtime.world.TrainingEpisodes;
import java.util.List;
import java.util.Optional;

/**
 * The supervised training loop: batches, updates, validations, checkpoints, limits.
 *
 * <p>All randomness derives from the run's seed and the number of the batch, and a checkpoint holds
 * everything else, so a resumed run repeats the uninterrupted one bit for bit on one machine.
 */
final class SupervisedLearner implements Learner {

  private final LearnerContext context;
  private final TrainableAgent agent;
  private final SupervisedSettings settings;
  private final Additions additions;
  private final Optimizer optimizer;
  private final LrScheduler scheduler;
  private final RunCheckpoints checkpoints;
  private final List<WeightedTeacher> tasks;
  private final TrainingEpisodes episodes;
  private final TrainingState state;
  private final Milestones milestones;
  private final Validator validator;
  private volatile boolean stopped;

  SupervisedLearner(
      LearnerContext context,
      TrainableAgent agent,
      SupervisedSettings settings,
      Additions additions) {
    this.context = context;
    this.agent = agent;
    this.settings = settings;
    this.additions = additions;
    SupervisedSettings.Update update = settings.update();
    Components.Found<OptimizerFactory> foundOptimizer =
        context.components().find(OptimizerFactory.class, update.optimizer());
    Components.Found<LrSchedulerFactory> foundScheduler =
        context.components().find(LrSchedulerFactory.class, update.lrScheduler());
    optimizer = foundOptimizer.factory().create(foundOptimizer.settings(), agent.parameters());
    tasks = context.teachers(DataType.TRAIN);
    episodes =
        new TrainingEpisodes(
            tasks.stream().map(WeightedTeacher::teacher).toList(),
            tasks.stream().map(WeightedTeacher::weight).toList(),
            context.seed());
    scheduler =
        foundScheduler
            .factory()
            .create(
                foundScheduler.settings(),
                update.learningRate(),
                settings.expectedUpdates(episodes.numExamples()));
    checkpoints =
        new RunCheckpoints(
            context.runFolder(),
            agent,
            optimizer,
            scheduler,
            ResumeSettings.of(settings, context, tasks),
            settings.saving().keep());
    state = context.resume() ? checkpoints.restore(context::say) : new TrainingState();
    if (context.resume()) {
      context.tracker().truncateAfter(state.updates);
    }
    milestones = new Milestones(settings, state, episodes.numExamples());
    validator = new Validator(context, agent, settings.validation(), state, additions);
  }

  /**
   * Finds out whether validation will give what it is judged by.
   *
   * @throws SettingsException if not
   */
  void tryValidation() {
    validator.tryOut();
  }

  @Override
  public void stop() {
    stopped = true;
  }

  @Override
  public Ending learn() {
    Ending ending = alreadyOver().orElseGet(this::train);
    if (ending == Ending.FINISHED && !milestones.isValidated() && !validate()) {
      ending = Ending.INTERRUPTED;
    }
    if (!milestones.isSaved()) {
      save(false);
    }
    boolean partly = settings.validation().maxExamples().isPresent() && !state.validatedOnAll;
    if (ending != Ending.INTERRUPTED && partly && !evaluateBest()) {
      ending = Ending.INTERRUPTED;
    }
    return ending;
  }

  /** Why there is nothing to do: a resumed training may have ended, or nearly so. */
  private Optional<Ending> alreadyOver() {
    if (validator.isSatisfied()) {
      return Optional.of(Ending.OUT_OF_PATIENCE);
    }
    return milestones.limitReached() || scheduler.finished()
        ? Optional.of(Ending.FINISHED)
        : Optional.empty();
  }

  private Ending train() {
    long number = state.updates * settings.update().frequency();
    TrainingBatches.Plan plan =
        new TrainingBatches.Plan(settings.update().batchSize(), settings.update().pool());
    TrainingLog log = new TrainingLog(context, state, milestones, settings.update().logEvery());
    try (NDManager manager = NDManager.newBaseManager();
        TrainingBatches batches =
            new TrainingBatches(
                agent,
                additions,
                episodes,
                plan,
                context.seed(),
                state.epoch,
                state.batchesInEpoch)) {
      UpdateStep step =
          new UpdateStep(agent, optimizer, scheduler, settings.update(), context.seed(), manager);
      long begun = System.nanoTime();
      boolean gathering = false;
      // Gathered gradients are not in a checkpoint, so that nothing ends between two updates.
      while (gathering || !stopped) {
        if (!gathering && milestones.validationIsDue()) {
          log.record();
          validate();
          if (validator.isSatisfied()) {
            return Ending.OUT_OF_PATIENCE;
          }
          log.restart();
          begun = System.nanoTime();
          continue;
        }
        TrainingBatches.Planned batch = batches.next();
        long updatesBefore = state.updates;
        step.run(batch.batch(), number++, state, log.metrics());
        log.count(batch);
        milestones.count(batch);
        state.seconds += (System.nanoTime() - begun) / 1e9;
        begun = System.nanoTime();
        gathering = state.updates == updatesBefore;
        if (gathering) {
          continue;
        }
        log.afterUpdate();
        if (milestones.limitReached() || scheduler.finished()) {
          log.record();
          return Ending.FINISHED;
        }
        if (milestones.saveIsDue() && !milestones.validationIsDue()) {
          log.record(); // gathered figures are not in a checkpoint, so none may span it
          save(false);
          log.restart();
          begun = System.nanoTime();
        }
      }
      log.record();
    }
    return Ending.INTERRUPTED;
  }

  /**
   * Validates and saves.
   *
   * @return false if it was stopped on the way; the resumed training validates again
   */
  private boolean validate() {
    Optional<Boolean> better;
    try {
      better = validator.validate(scheduler, () -> stopped);
    } catch (RuntimeException e) {
      saveBefore(e);
      throw e;
    }
    if (better.isPresent()) {
      milestones.validated();
      save(better.get());
    }
    return better.isPresent();
  }

  /** Validation data that is broken must not cost the training that came before. */
  private void saveBefore(RuntimeException failure) {
    try {
      if (!milestones.isSaved() && state.updates > 0) {
        save(false);
      }
    } catch (RuntimeException e) {
      failure.addSuppressed(e);
    }
  }

  /**
   * As ParlAI does at the end, evaluates the best weights on all examples where validations take
   * only some. The newest weights are put back, since training may go on from them.
   *
   * @return false if it was stopped on the way; the resumed training does it then
   */
  private boolean evaluateBest() {
    long best = checkpoints.loadBestWeights();
    try {
      state.validatedOnAll = validator.evaluateAll(best, () -> stopped);
    } finally {
      checkpoints.loadNewestWeights();
    }
    if (state.validatedOnAll) {
      save(false);
    }
    return state.validatedOnAll;
  }

  private void save(boolean best) {
    checkpoints.save(state, best);
    milestones.saved();
  }

  @Override
  public void close() {
    tasks.forEach(task -> task.teacher().close());
    optimizer.close();
    additions.close();
  }
}
