package dev.rookery.runtime.wiring;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import dev.rookery.api.learning.Learner;
import dev.rookery.api.learning.LearnerFactory;
import dev.rookery.api.learning.Tracker;
import dev.rookery.runtime.config.Experiment;
import dev.rookery.runtime.config.Selected;
import dev.rookery.runtime.experiment.RunListener;
import dev.rookery.runtime.experiment.TrainingContext;
import dev.rookery.runtime.run.RunFolder;
import dev.rookery.runtime.tracking.CompositeTracker;

/** The learner of the experiment and the trackers of the run. */
public final class TrainingModule extends AbstractModule {

  private final RunFolder folder;
  private final RunListener listener;

  public TrainingModule(RunFolder folder, RunListener listener) {
    this.folder = folder;
    this.listener = listener;
  }

  @Override
  protected void configure() {
    bind(RunFolder.class).toInstance(folder);
    bind(RunListener.class).toInstance(listener);
    bind(TrainingContext.class);
  }

  @Provides
  @Singleton
  Tracker tracker(Experiment experiment) {
    return new CompositeTracker(
        experiment.trackers().stream()
            .map(tracker -> tracker.factory().create(tracker.settings(), folder.path()))
            .toList());
  }

  @Provides
  @Singleton
  Learner learner(Experiment experiment, TrainingContext context) {
    Selected<LearnerFactory> selected = experiment.learner().orElseThrow();
    return selected.factory().create(context);
  }
}
