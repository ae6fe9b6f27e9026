package dev.rookery.runtime.experiment;

import dev.rookery.api.ComponentFactory;
import dev.rookery.api.Components;
import dev.rookery.api.Downloads;
import dev.rookery.api.UserException;
import dev.rookery.api.settings.ComponentRef;
import dev.rookery.api.settings.Problems;
import dev.rookery.api.settings.Settings;
import dev.rookery.runtime.catalog.ComponentCatalog;
import dev.rookery.runtime.catalog.ComponentKind;
import dev.rookery.runtime.config.Experiment;
import dev.rookery.runtime.config.ExperimentArguments;
import dev.rookery.runtime.config.ExperimentReader;
import dev.rookery.runtime.config.ExperimentReader.Need;
import dev.rookery.runtime.config.SavedExperiment;
import dev.rookery.runtime.learning.checkpoint.Checkpoint;
import dev.rookery.runtime.scoring.TrainedAgents;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Finds components in the catalog, and opens agents that were made of them. */
public final class CatalogComponents implements Components, TrainedAgents {

  private static final Downloads NONE =
      (source, sha256, mostBytes, target) -> {
        throw new UserException(source + " isn't downloaded for an agent that only scores");
      };

  private final ComponentCatalog catalog;

  /** Finds components outside a run. */
  public static CatalogComponents of(ComponentCatalog catalog) {
    return new CatalogComponents(catalog);
  }

  @Inject
  CatalogComponents(ComponentCatalog catalog) {
    this.catalog = catalog;
  }

  @Override
  public <F extends ComponentFactory> Found<F> find(Class<F> type, ComponentRef ref) {
    Problems problems = new Problems();
    Optional<F> factory = catalog.find(kind(type), ref.name(), ref.origin(), problems);
    Settings settings =
        factory
            .map(found -> found.settings().read(ref.options(), problems))
            .orElseGet(() -> dev.rookery.api.settings.SettingsSpec.none().defaults());
    problems.throwIfAny();
    return new Found<>(factory.orElseThrow(), settings);
  }

  @Override
  public OpenAgent open(Path folder) {
    Path checkpoint = Checkpoint.open(folder).folder(); // says what is wrong with the folder
    ExperimentArguments saved =
        new ExperimentArguments(
            List.of(SavedExperiment.find(checkpoint)),
            Optional.empty(),
            Optional.empty(),
            List.of(),
            "eval",
            true);
    Experiment experiment = new ExperimentReader(catalog).read(saved, Set.of(Need.AGENT));
    return OpenAgent.of(experiment, catalog, NONE, Optional.of(checkpoint));
  }

  @SuppressWarnings("unchecked") // a kind is known by its factory type
  private static <F extends ComponentFactory> ComponentKind<F> kind(Class<F> type) {
    return (ComponentKind<F>)
        ComponentKind.ALL.stream()
            .filter(kind -> kind.factoryType() == type)
            .findFirst()
            .orElseThrow(
                () -> new IllegalArgumentException(type + " is not the factory of a component"));
  }
}
