package dev.rookery.runtime.wiring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.inject.AbstractModule;
import com.google.inject.ConfigurationException;
import com.google.inject.CreationException;
import com.google.inject.Module;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import dev.rookery.api.Components;
import dev.rookery.api.Downloads;
import dev.rookery.api.UserException;
import dev.rookery.api.dialogue.Agent;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class ModulesTest {

  private final ComponentCatalog catalog = TestingPlugin.catalog();
  private final Experiment experiment =
      new ExperimentReader(catalog).read(ExperimentArguments.of(List.of()), Set.of());
  private final Downloads downloads = (source, digest, mostBytes, target) -> target;
  private final ExperimentModule module = new ExperimentModule(experiment, catalog, downloads);

  @Test
  void experimentModuleProvidesWhatTheUserAskedFor() {
    RunInjector injector = new RunInjector(module);

    assertThat(injector.get(Experiment.class)).isSameAs(experiment);
    assertThat(injector.get(ComponentCatalog.class)).isSameAs(catalog);
    assertThat(injector.get(Downloads.class)).isSameAs(downloads);
    assertThat(injector.get(TaskTeachers.class).hasTask()).isFalse();
  }

  @Test
  void componentsAreThoseOfTheCatalog() {
    Components components = new RunInjector(module).get(Components.class);

    assertThat(components.find(TokenizerFactory.class, ComponentRef.of("space")).factory().name())
        .isEqualTo("space");
    assertThatThrownBy(() -> components.find(TokenizerFactory.class, ComponentRef.of("spice")))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("did you mean \"space\"?");
  }

  @Test
  void agentModuleNeedsAnExperiment() {
    assertThatThrownBy(() -> new RunInjector(new AgentModule(Optional.empty())))
        .isInstanceOf(CreationException.class);
  }

  @Test
  void agentModuleSaysWhatIsMissing() {
    assertThatThrownBy(
            () -> new RunInjector(module, new AgentModule(Optional.empty())).get(Agent.class))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("no agent is named");
  }

  @Test
  void nothingIsBoundOnTheSly() {
    RunInjector injector = new RunInjector(module);

    assertThatThrownBy(() -> injector.get(AgentLoader.class))
        .isInstanceOf(ConfigurationException.class);
  }

  @Test
  void missingPieceShowsAtTheStart() {
    assertThatThrownBy(
            () ->
                new RunInjector(
                    new AbstractModule() {
                      @Override
                      protected void configure() {
                        bind(NeedsCatalog.class);
                      }
                    }))
        .isInstanceOf(CreationException.class)
        .hasMessageContaining("ComponentCatalog");
  }

  @Test
  void aFailureIsThrownOnceAndAsItIsAndWhatWasMadeBeforeIsClosed() {
    List<String> events = new ArrayList<>();
    Module broken =
        new AbstractModule() {
          @Provides
          @Singleton
          AutoCloseable first() {
            events.add("made");
            return () -> events.add("closed");
          }

          @Provides
          @Singleton
          Runnable second(AutoCloseable unused) {
            events.add("failed");
            throw new UserException("no weights");
          }
        };

    try (RunInjector injector = new RunInjector(broken)) {
      assertThatThrownBy(() -> injector.get(Runnable.class))
          .isInstanceOf(UserException.class)
          .hasMessage("no weights");
    }

    assertThat(events).containsExactly("made", "failed", "closed");
  }

  static final class NeedsCatalog {
    @Inject
    NeedsCatalog(ComponentCatalog unused) {}
  }
}
