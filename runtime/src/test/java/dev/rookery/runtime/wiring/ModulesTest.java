package dev.rookery.runtime.wiring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.inject.AbstractModule;
import com.google.inject.ConfigurationException;
import com.google.inject.CreationException;
import com.google.inject.Injector;
import dev.rookery.api.Components;
import dev.rookery.api.Downloads;
import dev.rookery.api.UserException;
import dev.rookery.api.settings.ComponentRef;
import dev.rookery.api.settings.SettingsException;
import dev.rookery.api.text.TokenizerFactory;
import dev.rookery.runtime.catalog.ComponentCatalog;
import dev.rookery.runtime.catalog.TestingPlugin;
import dev.rookery.runtime.config.Experiment;
import dev.rookery.runtime.config.ExperimentArguments;
import dev.rookery.runtime.config.ExperimentReader;
import dev.rookery.runtime.experiment.AgentLoader;
import dev.rookery.runtime.experiment.TaskTeachers;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class ModulesTest {

  private final ComponentCatalog catalog = TestingPlugin.catalog();
  private final Experiment experiment =
      new ExperimentReader(catalog).read(ExperimentArguments.of(List.of()), Set.of());
  private final Downloads downloads = (source, digest, target) -> target;
  private final ExperimentModule module = new ExperimentModule(experiment, catalog, downloads);

  @Test
  void experimentModuleProvidesWhatTheUserAskedFor() {
    Injector injector = RunInjector.of(module);

    assertThat(injector.getInstance(Experiment.class)).isSameAs(experiment);
    assertThat(injector.getInstance(ComponentCatalog.class)).isSameAs(catalog);
    assertThat(injector.getInstance(Downloads.class)).isSameAs(downloads);
    assertThat(injector.getInstance(TaskTeachers.class).hasTask()).isFalse();
  }

  @Test
  void componentsAreThoseOfTheCatalog() {
    Components components = RunInjector.of(module).getInstance(Components.class);

    assertThat(components.find(TokenizerFactory.class, ComponentRef.of("space")).factory().name())
        .isEqualTo("space");
    assertThatThrownBy(() -> components.find(TokenizerFactory.class, ComponentRef.of("spice")))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("did you mean \"space\"?");
  }

  @Test
  void agentModuleNeedsAnExperiment() {
    assertThatThrownBy(() -> RunInjector.of(new AgentModule(Optional.empty())))
        .isInstanceOf(CreationException.class);
  }

  @Test
  void agentModuleSaysWhatIsMissing() {
    assertThatThrownBy(() -> RunInjector.of(module, new AgentModule(Optional.empty())))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("no agent is named");
  }

  @Test
  void nothingIsBoundOnTheSly() {
    Injector injector = RunInjector.of(module);

    assertThatThrownBy(() -> injector.getInstance(AgentLoader.class))
        .isInstanceOf(ConfigurationException.class);
  }

  @Test
  void missingPieceShowsAtTheStart() {
    assertThatThrownBy(
            () ->
                RunInjector.of(
                    new AbstractModule() {
                      @Override
                      protected void configure() {
                        bind(NeedsCatalog.class);
                      }
                    }))
        .isInstanceOf(CreationException.class)
        .hasMessageContaining("ComponentCatalog");
  }

  static final class NeedsCatalog {
    @Inject
    NeedsCatalog(ComponentCatalog unused) {}
  }
}
