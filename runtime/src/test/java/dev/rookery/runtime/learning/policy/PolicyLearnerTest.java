package dev.rookery.runtime.learning.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rookery.api.Components;
import dev.rookery.api.dialogue.Agent;
import dev.rookery.api.dialogue.DataType;
import dev.rookery.api.learning.LearnerContext;
import dev.rookery.api.learning.Tracker;
import dev.rookery.api.learning.TrainingProgress;
import dev.rookery.api.learning.WeightedTeacher;
import dev.rookery.api.settings.Settings;
import dev.rookery.registry.PluginRegistry;
import dev.rookery.runtime.catalog.ComponentCatalog;
import dev.rookery.runtime.config.ExperimentArguments;
import dev.rookery.runtime.config.ExperimentReader;
import dev.rookery.runtime.experiment.CatalogComponents;
import dev.rookery.runtime.experiment.OpenAgent;
import dev.rookery.testkit.TestingSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A learner that can't be made leaves nothing behind. */
class PolicyLearnerTest {

  private static final ComponentCatalog CATALOG =
      ComponentCatalog.of(PluginRegistry.load(List.of(), PolicyLearnerTest.class.getClassLoader()));

  @TempDir Path folder;

  @Test
  void closesWhatItOpenedWhenItCannotBeMade() throws IOException {
    List<PolicyLearnerFactory.Parts> given = new ArrayList<>();
    PolicyLearnerFactory factory =
        new PolicyLearnerFactory(
            "failing",
            "Fails half-way",
            PolicySettings.withDefaults(4, 0.01, 0, 0),
            List.of(),
            true,
            parts -> {
              given.add(parts);
              throw new IllegalStateException("no algorithm");
            });
    try (OpenAgent open = agent()) {
      Context context =
          new Context(
              TestingSettings.of(factory.settings(), Map.of("score", "length")),
              open.agent(),
              folder);

      assertThatThrownBy(() -> factory.create(context)).hasMessage("no algorithm");

      PolicyLearnerFactory.Parts parts = given.get(0);
      assertThat(parts.prior().parameters().all()).allMatch(weight -> weight.isReleased());
      assertThat(parts.critic().orElseThrow().parameters().all())
          .allMatch(weight -> weight.isReleased());
      assertThat(parts.updates().manager().isOpen()).isFalse();
      assertThatThrownBy(() -> parts.scoring().scoreAll(List.of("C"))).isNotNull();
      assertThat(parts.agent().parameters().all()).noneMatch(weight -> weight.isReleased());
    }
  }

  private OpenAgent agent() throws IOException {
    Path vocabulary =
        Files.write(folder.resolve("tokens.txt"), List.of("EOS", "GO", "C", "N", "O"));
    return OpenAgent.of(
        new ExperimentReader(CATALOG)
            .read(
                ExperimentArguments.of(
                    List.of(),
                    "agent.name=policy",
                    "agent.policy=gru",
                    "agent.policy-options.embedding-size=4",
                    "agent.policy-options.hidden-size=8",
                    "agent.policy-options.num-layers=1",
                    "agent.vocabulary=" + vocabulary),
                EnumSet.of(ExperimentReader.Need.AGENT)),
        CATALOG,
        (source, sha256, mostBytes, target) -> {
          throw new AssertionError("nothing is downloaded");
        },
        Optional.empty());
  }

  private record Context(Settings settings, Agent agent, Path runFolder) implements LearnerContext {

    @Override
    public Settings evaluation() {
      throw new AssertionError();
    }

    @Override
    public Components components() {
      return CatalogComponents.of(CATALOG);
    }

    @Override
    public List<WeightedTeacher> teachers(DataType dataType) {
      throw new AssertionError();
    }

    @Override
    public boolean resume() {
      return false;
    }

    @Override
    public long seed() {
      return 1;
    }

    @Override
    public Tracker tracker() {
      return (phase, update, values) -> {};
    }

    @Override
    public void onProgress(TrainingProgress progress) {}

    @Override
    public void onValidation(long seen, OptionalLong of) {}

    @Override
    public void say(String line) {}
  }
}
