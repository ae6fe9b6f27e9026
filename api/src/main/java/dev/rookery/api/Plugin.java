package dev.rookery.api;

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

/**
 * Entry point of a plugin jar, named in {@code META-INF/services/dev.rookery.api.Plugin}. Every
 * hook defaults to "nothing", so a new hook never breaks an older jar.
 */
public interface Plugin {

  /** Agents, named by {@code agent.name}. */
  default List<AgentFactory> agents() {
    return List.of();
  }

  /** Encoder-decoder models for the {@code generator} agent, named by {@code agent.model}. */
  default List<GeneratorModelFactory> generatorModels() {
    return List.of();
  }

  /** Tasks, named by {@code task.name} or {@code -t}. */
  default List<TeacherFactory> teachers() {
    return List.of();
  }

  /** Changes to the messages of any task, named by {@code task.mutators}. */
  default List<MutatorFactory> mutators() {
    return List.of();
  }

  /** Formats of dialogue files, which {@code rookery data check} tells apart. */
  @Incubating
  default List<DialogueFormatFactory> dialogueFormats() {
    return List.of();
  }

  /** Tokenizers, named by {@code agent.dictionary.tokenizer}. */
  default List<TokenizerFactory> tokenizers() {
    return List.of();
  }

  /** Ways to choose the next token, named by {@code decode.search}. */
  default List<SearchFactory> searches() {
    return List.of();
  }

  /** Networks that write sequences token by token, named by {@code agent.policy}. */
  @Incubating
  default List<PolicyModelFactory> policyModels() {
    return List.of();
  }

  /** Ways to go on from prompt to prompt, named by {@code learner.prompting}. */
  @Incubating
  default List<PromptingFactory> promptings() {
    return List.of();
  }

  /** Scoring functions, named by {@code learner.score}. */
  @Incubating
  default List<ScoringFunctionFactory> scoringFunctions() {
    return List.of();
  }

  /** Training loops, named by {@code learner.name}. */
  default List<LearnerFactory> learners() {
    return List.of();
  }

  /** Optimizers, named by {@code learner.optimizer}. */
  default List<OptimizerFactory> optimizers() {
    return List.of();
  }

  /** Learning-rate schedulers, named by {@code learner.lr-scheduler}. */
  default List<LrSchedulerFactory> lrSchedulers() {
    return List.of();
  }

  /** Receivers of a run's metrics, named by {@code trackers}. */
  default List<TrackerFactory> trackers() {
    return List.of();
  }
}
