package dev.rookery.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rookery.api.ComponentType;
import dev.rookery.api.dialogue.Agent;
import dev.rookery.api.dialogue.AgentFactory;
import dev.rookery.api.settings.SettingsException;
import dev.rookery.testkit.TestingAgentContext;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PluginRegistryTest {

  @TempDir Path temp;
  private Path plugins;
  private final List<PluginRegistry> opened = new ArrayList<>();

  @BeforeEach
  void folder() {
    plugins = temp.resolve("plugins");
  }

  @AfterEach
  void close() {
    opened.forEach(PluginRegistry::close);
  }

  private PluginRegistry registry() {
    PluginRegistry registry =
        PluginRegistry.load(List.of(plugins), PluginRegistryTest.class.getClassLoader());
    opened.add(registry);
    return registry;
  }

  @Test
  void findsJarsAndFoldersInOrderOfTheirNames() {
    PluginJar.withAgent("second", "B", "bee")
        .manifest("Rookery-Plugin-Version", "2.1.0")
        .manifest("Rookery-Plugin-Description", "Bees.")
        .write(plugins.resolve("b.jar"));
    PluginJar.withAgent("first", "A", "ant").write(plugins.resolve("a/anything.jar"));
    PluginRegistry registry = registry();

    assertThat(registry.problems()).isEmpty();
    assertThat(registry.plugins()).extracting(LoadedPlugin::id).containsExactly("first", "second");
    assertThat(registry.plugin("second").descriptor())
        .isEqualTo(
            new PluginDescriptor("second", "2.1.0", "^1.0", "Bees.", plugins.resolve("b.jar")));
    assertThat(registry.components(ComponentType.AGENT))
        .extracting(LoadedComponent::name)
        .containsExactly("ant", "bee");
    assertThat(registry.plugin("first").components(ComponentType.MODEL)).isEmpty();
  }

  @Test
  void readsNothingBeforeTheFirstQuestion() {
    PluginRegistry registry = registry();
    PluginJar.withAgent("late", "A", "ant").write(plugins.resolve("late.jar"));

    assertThat(registry.plugins()).extracting(LoadedPlugin::id).containsExactly("late");
  }

  @Test
  void aMissingFolderIsEmpty() {
    assertThat(registry().plugins()).isEmpty();
    assertThat(registry().problems()).isEmpty();
  }

  @Test
  void createsWithThePluginsLoaderAsContextLoaderAndPutsTheFormerBack() {
    PluginJar.of("p")
        .plugin("P", "@Override public List<AgentFactory> agents() { return List.of(new F()); }")
        .source(
            "F",
            PluginJar.agentFactory(
                "F", "\"agent\"", "Thread.currentThread().getContextClassLoader().getName()"))
        .write(plugins.resolve("p.jar"));
    ClassLoader before = Thread.currentThread().getContextClassLoader();
    LoadedComponent component = registry().get(ComponentType.AGENT, "agent", "test");

    assertThat(agent(component).id()).isEqualTo("plugin:p");
    assertThat(component.className()).isEqualTo("acme.F");
    assertThat(Thread.currentThread().getContextClassLoader()).isSameAs(before);
  }

  @Test
  void whatAFactoryThrowsArrivesAsItIs() {
    PluginJar.of("p")
        .plugin("P", "@Override public List<AgentFactory> agents() { return List.of(new F()); }")
        .source(
            "F",
            PluginJar.agentFactory("F", "\"agent\"", "String.valueOf(Integer.parseInt(\"x\"))"))
        .write(plugins.resolve("p.jar"));
    ClassLoader before = Thread.currentThread().getContextClassLoader();
    LoadedComponent component = registry().get(ComponentType.AGENT, "agent", "test");

    assertThatThrownBy(() -> agent(component))
        .isExactlyInstanceOf(NumberFormatException.class)
        .hasMessageContaining("x");
    assertThat(Thread.currentThread().getContextClassLoader()).isSameAs(before);
    assertThat(component.factory()).isEqualTo(component.factory()).isNotEqualTo("agent");
  }

  @Test
  void putsTheContextLoaderBackAfterAHookThatThrows() {
    PluginJar.of("p")
        .plugin(
            "P",
            """
            @Override public List<AgentFactory> agents() {
              Thread.currentThread().setContextClassLoader(null);
              throw new IllegalStateException("no");
            }
            """)
        .write(plugins.resolve("p.jar"));
    ClassLoader before = Thread.currentThread().getContextClassLoader();

    assertThat(registry().problems()).hasSize(1);
    assertThat(Thread.currentThread().getContextClassLoader()).isSameAs(before);
  }

  @Test
  void findsAFactoryByItsClassNameEvenIfThePluginDoesNotListIt() {
    PluginJar.withAgent("p", "P", "listed")
        .source("Unlisted", PluginJar.agentFactory("Unlisted", "\"unlisted\"", "\"here\""))
        .write(plugins.resolve("p.jar"));
    PluginRegistry registry = registry();

    LoadedComponent unlisted = registry.get(ComponentType.AGENT, "acme.Unlisted", "test");
    assertThat(unlisted.plugin().id()).isEqualTo("p");
    assertThat(agent(unlisted).id()).isEqualTo("here");
    assertThat(registry.get(ComponentType.AGENT, "acme.Unlisted", "test")).isSameAs(unlisted);
    assertThat(registry.get(ComponentType.AGENT, "acme.PAgent", "test"))
        .isSameAs(registry.get(ComponentType.AGENT, "listed", "test"));
    assertThat(registry.find(ComponentType.AGENT, "acme.Nothing")).isEmpty();
    assertThatThrownBy(() -> registry.find(ComponentType.MODEL, "acme.Unlisted"))
        .hasMessageContaining("acme.Unlisted is no GeneratorModelFactory");
  }

  @Test
  void anUnknownNameIsAnErrorThatSaysWhatThereIs() {
    PluginJar.withAgent("p", "P", "unigram").write(plugins.resolve("p.jar"));

    assertThatThrownBy(() -> registry().get(ComponentType.AGENT, "unigrm", "tutor.conf: 3"))
        .isInstanceOf(SettingsException.class)
        .hasMessage(
            "there is no agent \"unigrm\" (tutor.conf: 3); did you mean \"unigram\"? There is:"
                + " unigram");
    assertThatThrownBy(() -> registry().plugin("q"))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("there is no plugin \"q\"")
        .hasMessageContaining(plugins.toString());
  }

  @Test
  void findsPluginsOnTheHostsClassPath() throws Exception {
    Path jar =
        PluginJar.withAgent("p", "MyTalkersPlugin", "talker")
            .withoutManifest("Rookery-Plugin-Id")
            .withoutManifest("Rookery-Api")
            .withoutManifest("Rookery-Plugin-Version")
            .write(temp.resolve("lib/p.jar"));
    try (java.net.URLClassLoader host =
            new java.net.URLClassLoader(
                new java.net.URL[] {jar.toUri().toURL()},
                PluginRegistryTest.class.getClassLoader());
        PluginRegistry registry = PluginRegistry.load(List.of(plugins), host)) {
      PluginJar.withAgent("other", "Other", "talker").write(plugins.resolve("a.jar"));

      assertThat(registry.plugins())
          .extracting(LoadedPlugin::id)
          .containsExactly("my-talkers", "other");
      assertThat(registry.plugin("my-talkers").descriptor().source()).isEqualTo(jar);
      assertThat(registry.get(ComponentType.AGENT, "talker", "test").plugin().id())
          .as("the class path comes first")
          .isEqualTo("my-talkers");
    }
  }

  static Agent agent(LoadedComponent component) {
    AgentFactory factory = (AgentFactory) component.factory();
    return factory.create(TestingAgentContext.of(factory, Map.of()));
  }
}
