package dev.rookery.runtime.catalog;

import dev.rookery.api.ComponentFactory;
import dev.rookery.api.ComponentType;
import dev.rookery.api.Plugin;
import dev.rookery.api.dialogue.AgentFactory;
import dev.rookery.api.dialogue.DialogueFormatFactory;
import dev.rookery.api.dialogue.MutatorFactory;
import dev.rookery.api.dialogue.TeacherFactory;
import dev.rookery.api.learning.LearnerFactory;
import dev.rookery.api.learning.LrSchedulerFactory;
import dev.rookery.api.learning.OptimizerFactory;
import dev.rookery.api.learning.TrackerFactory;
import dev.rookery.api.model.GeneratorModelFactory;
import dev.rookery.api.model.SearchFactory;
import dev.rookery.api.policy.PolicyModelFactory;
import dev.rookery.api.policy.PromptingFactory;
import dev.rookery.api.scoring.ScoringFunctionFactory;
import dev.rookery.api.text.TokenizerFactory;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * A {@link ComponentType} together with the factory that makes it and the {@link Plugin} hook that
 * gives it.
 *
 * @param type what users call it
 * @param factoryType the factory's interface
 * @param hook asks a plugin for its factories
 * @param <F> the factory's interface
 */
public record ComponentKind<F extends ComponentFactory>(
    ComponentType type, Class<F> factoryType, Function<Plugin, List<F>> hook) {

  public static final ComponentKind<AgentFactory> AGENT =
      new ComponentKind<>(ComponentType.AGENT, AgentFactory.class, Plugin::agents);
  public static final ComponentKind<GeneratorModelFactory> MODEL =
      new ComponentKind<>(
          ComponentType.MODEL, GeneratorModelFactory.class, Plugin::generatorModels);
  public static final ComponentKind<TeacherFactory> TEACHER =
      new ComponentKind<>(ComponentType.TEACHER, TeacherFactory.class, Plugin::teachers);
  public static final ComponentKind<MutatorFactory> MUTATOR =
      new ComponentKind<>(ComponentType.MUTATOR, MutatorFactory.class, Plugin::mutators);
  public static final ComponentKind<DialogueFormatFactory> FORMAT =
      new ComponentKind<>(
          ComponentType.FORMAT, DialogueFormatFactory.class, Plugin::dialogueFormats);
  public static final ComponentKind<TokenizerFactory> TOKENIZER =
      new ComponentKind<>(ComponentType.TOKENIZER, TokenizerFactory.class, Plugin::tokenizers);
  public static final ComponentKind<SearchFactory> SEARCH =
      new ComponentKind<>(ComponentType.SEARCH, SearchFactory.class, Plugin::searches);
  public static final ComponentKind<PolicyModelFactory> POLICY =
      new ComponentKind<>(ComponentType.POLICY, PolicyModelFactory.class, Plugin::policyModels);
  public static final ComponentKind<PromptingFactory> PROMPTING =
      new ComponentKind<>(ComponentType.PROMPTING, PromptingFactory.class, Plugin::promptings);
  public static final ComponentKind<ScoringFunctionFactory> SCORE =
      new ComponentKind<>(
          ComponentType.SCORE, ScoringFunctionFactory.class, Plugin::scoringFunctions);
  public static final ComponentKind<LearnerFactory> LEARNER =
      new ComponentKind<>(ComponentType.LEARNER, LearnerFactory.class, Plugin::learners);
  public static final ComponentKind<OptimizerFactory> OPTIMIZER =
      new ComponentKind<>(ComponentType.OPTIMIZER, OptimizerFactory.class, Plugin::optimizers);
  public static final ComponentKind<LrSchedulerFactory> LR_SCHEDULER =
      new ComponentKind<>(
          ComponentType.LR_SCHEDULER, LrSchedulerFactory.class, Plugin::lrSchedulers);
  public static final ComponentKind<TrackerFactory> TRACKER =
      new ComponentKind<>(ComponentType.TRACKER, TrackerFactory.class, Plugin::trackers);

  /** Every kind, in the order in which listings show them. */
  public static final List<ComponentKind<?>> ALL =
      List.of(
          TEACHER,
          MUTATOR,
          FORMAT,
          AGENT,
          MODEL,
          TOKENIZER,
          SEARCH,
          POLICY,
          PROMPTING,
          SCORE,
          LEARNER,
          OPTIMIZER,
          LR_SCHEDULER,
          TRACKER);

  /** The kind that users call by this word, such as {@code lr-scheduler}. */
  public static Optional<ComponentKind<?>> ofWord(String word) {
    for (ComponentKind<?> kind : ALL) {
      if (kind.word().equals(word)) {
        return Optional.of(kind);
      }
    }
    return Optional.empty();
  }

  /** The word that users write. */
  public String word() {
    return type.word();
  }

  @Override
  public String toString() {
    return word();
  }
}
