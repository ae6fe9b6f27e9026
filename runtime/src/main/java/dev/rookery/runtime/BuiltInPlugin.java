package dev.rookery.runtime;

import dev.rookery.api.Plugin;
import dev.rookery.api.dialogue.AgentFactory;
import dev.rookery.api.learning.LearnerFactory;
import dev.rookery.api.learning.LrSchedulerFactory;
import dev.rookery.api.learning.OptimizerFactory;
import dev.rookery.api.learning.TrackerFactory;
import dev.rookery.api.model.SearchFactory;
import dev.rookery.api.scoring.ScoringFunctionFactory;
import dev.rookery.api.text.TokenizerFactory;
import dev.rookery.runtime.decoding.Searches;
import dev.rookery.runtime.generator.GeneratorAgentFactory;
import dev.rookery.runtime.learning.SupervisedLearnerFactory;
import dev.rookery.runtime.learning.optimizer.Optimizers;
import dev.rookery.runtime.learning.policy.PolicyLearners;
import dev.rookery.runtime.learning.schedule.LrSchedulers;
import dev.rookery.runtime.policy.PolicyAgentFactory;
import dev.rookery.runtime.scoring.TextScores;
import dev.rookery.runtime.text.BuiltInTokenizers;
import dev.rookery.runtime.tracking.JsonlTrackerFactory;
import dev.rookery.runtime.tracking.TensorBoardTrackerFactory;
import java.util.ArrayList;
import java.util.List;

/** The components that come with the runtime and need no plugin folder. */
public final class BuiltInPlugin implements Plugin {

  @Override
  public List<AgentFactory> agents() {
    return List.of(new GeneratorAgentFactory(), new PolicyAgentFactory());
  }

  @Override
  public List<TokenizerFactory> tokenizers() {
    return BuiltInTokenizers.all();
  }

  @Override
  public List<SearchFactory> searches() {
    return Searches.all();
  }

  @Override
  public List<LearnerFactory> learners() {
    List<LearnerFactory> all = new ArrayList<>();
    all.add(new SupervisedLearnerFactory());
    all.addAll(PolicyLearners.factories());
    return all;
  }

  @Override
  public List<ScoringFunctionFactory> scoringFunctions() {
    return TextScores.factories();
  }

  @Override
  public List<OptimizerFactory> optimizers() {
    return Optimizers.factories();
  }

  @Override
  public List<LrSchedulerFactory> lrSchedulers() {
    return LrSchedulers.factories();
  }

  @Override
  public List<TrackerFactory> trackers() {
    return List.of(new JsonlTrackerFactory(), new TensorBoardTrackerFactory());
  }
}
