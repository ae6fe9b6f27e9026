package dev.rookery.registry;

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
import java.util.function.Function;

/**
 * A method of {@link Plugin} that lists factories.
 *
 * @param name of the method
 * @param type of the components
 * @param factoryType what the method's list holds
 * @param list the method
 */
record Hook(
    String name,
    ComponentType type,
    Class<? extends ComponentFactory> factoryType,
    Function<Plugin, List<? extends ComponentFactory>> list) {

  static final List<Hook> ALL =
      List.of(
          new Hook("agents", ComponentType.AGENT, AgentFactory.class, Plugin::agents),
          new Hook(
              "generatorModels",
              ComponentType.MODEL,
              GeneratorModelFactory.class,
              Plugin::generatorModels),
          new Hook("teachers", ComponentType.TEACHER, TeacherFactory.class, Plugin::teachers),
          new Hook("mutators", ComponentType.MUTATOR, MutatorFactory.class, Plugin::mutators),
          new Hook(
              "dialogueFormats",
              ComponentType.FORMAT,
              DialogueFormatFactory.class,
              Plugin::dialogueFormats),
          new Hook(
              "tokenizers", ComponentType.TOKENIZER, TokenizerFactory.class, Plugin::tokenizers),
          new Hook("searches", ComponentType.SEARCH, SearchFactory.class, Plugin::searches),
          new Hook(
              "policyModels", ComponentType.POLICY, PolicyModelFactory.class, Plugin::policyModels),
          new Hook(
              "promptings", ComponentType.PROMPTING, PromptingFactory.class, Plugin::promptings),
          new Hook(
              "scoringFunctions",
              ComponentType.SCORE,
              ScoringFunctionFactory.class,
              Plugin::scoringFunctions),
          new Hook("learners", ComponentType.LEARNER, LearnerFactory.class, Plugin::learners),
          new Hook(
              "optimizers", ComponentType.OPTIMIZER, OptimizerFactory.class, Plugin::optimizers),
          new Hook(
              "lrSchedulers",
              ComponentType.LR_SCHEDULER,
              LrSchedulerFactory.class,
              Plugin::lrSchedulers),
          new Hook("trackers", ComponentType.TRACKER, TrackerFactory.class, Plugin::trackers));
}
