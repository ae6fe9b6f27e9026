package dev.rookery.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rookery.api.Components;
import dev.rookery.api.dialogue.Agent;
import dev.rookery.api.dialogue.AgentContext;
import dev.rookery.api.dialogue.AgentFactory;
import dev.rookery.api.dialogue.Mutator;
import dev.rookery.api.dialogue.MutatorFactory;
import dev.rookery.api.model.Search;
import dev.rookery.api.settings.ComponentRef;
import dev.rookery.api.settings.Setting;
import dev.rookery.api.settings.Settings;
import dev.rookery.api.settings.SettingsException;
import dev.rookery.api.settings.SettingsSpec;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class TestingAgentContextTest {

  private static final Setting<ComponentRef> CHANGE = Setting.component("change");
  private static final Setting<Integer> TIMES = Setting.integer("times").defaultsTo(1);

  private static final class Talker implements AgentFactory {
    @Override
    public String name() {
      return "talker";
    }

    @Override
    public String description() {
      return "Names a component.";
    }

    @Override
    public SettingsSpec settings() {
      return SettingsSpec.of(CHANGE);
    }

    @Override
    public Agent create(AgentContext context) {
      throw new UnsupportedOperationException("only its settings are wanted");
    }
  }

  private static final class Twist implements MutatorFactory {
    @Override
    public String name() {
      return "twist";
    }

    @Override
    public String description() {
      return "Changes nothing.";
    }

    @Override
    public SettingsSpec settings() {
      return SettingsSpec.of(TIMES);
    }

    @Override
    public Mutator create(Settings settings) {
      return (episode, random) -> List.of(episode);
    }
  }

  private final TestingAgentContext context =
      TestingAgentContext.of(new Talker(), Map.of("change", Map.of("name", "twist", "times", 3)));

  @Test
  void findsTheComponentsThatItWasGiven() {
    Twist twist = new Twist();
    AgentContext given = context.withComponents(twist).withSeed(5);
    Components.Found<MutatorFactory> found =
        given.components().find(MutatorFactory.class, given.settings().get(CHANGE));

    assertThat(found.factory()).isSameAs(twist);
    assertThat(found.settings().get(TIMES)).isEqualTo(3);
    assertThatThrownBy(
            () -> given.components().find(MutatorFactory.class, ComponentRef.of("twits")))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("did you mean \"twist\"?");
    assertThatThrownBy(() -> given.components().find(AgentFactory.class, ComponentRef.of("twist")))
        .isInstanceOf(SettingsException.class);
  }

  @Test
  void hasTheSearchThatItWasGiven() {
    Search search = request -> List.of();

    assertThat(context.withSearch(search).withSeed(5).search(TestingDictionary.ofSize(9)))
        .isSameAs(search);
    assertThatThrownBy(() -> context.search(TestingDictionary.ofSize(9)).generate(null))
        .hasMessageContaining("withSearch");
  }
}
