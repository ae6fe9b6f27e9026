package dev.rookery.runtime.wiring;

import com.google.inject.AbstractModule;
import dev.rookery.api.Components;
import dev.rookery.api.Downloads;
import dev.rookery.runtime.catalog.ComponentCatalog;
import dev.rookery.runtime.config.Experiment;
import dev.rookery.runtime.experiment.CatalogComponents;
import dev.rookery.runtime.experiment.TaskTeachers;

/** What the user asked for, the components that there are, and the data. */
public final class ExperimentModule extends AbstractModule {

  private final Experiment experiment;
  private final ComponentCatalog catalog;
  private final Downloads downloads;

  public ExperimentModule(Experiment experiment, ComponentCatalog catalog, Downloads downloads) {
    this.experiment = experiment;
    this.catalog = catalog;
    this.downloads = downloads;
  }

  @Override
  protected void configure() {
    bind(Experiment.class).toInstance(experiment);
    bind(ComponentCatalog.class).toInstance(catalog);
    bind(Downloads.class).toInstance(downloads);
    bind(Components.class).to(CatalogComponents.class);
    bind(CatalogComponents.class);
    bind(TaskTeachers.class);
  }
}
