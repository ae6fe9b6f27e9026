package dev.rookery.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rookery.api.ComponentFactory;
import dev.rookery.api.Plugin;
import dev.rookery.api.settings.Problems;
import dev.rookery.api.settings.Setting;
import dev.rookery.api.settings.SettingsSpec;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What every plugin must hold to. Extend it in a test of the plugin's entry point. */
public abstract class PluginContract {

  /** The plugin's entry point. */
  protected abstract Plugin plugin();

  @Test
  void isNamedInItsServiceEntry() throws IOException {
    Class<?> type = plugin().getClass();
    String path = "/META-INF/services/" + Plugin.class.getName();
    try (InputStream entry = type.getResourceAsStream(path)) {
      assertThat(entry).as("resource " + path).isNotNull();
      assertThat(new String(entry.readAllBytes(), StandardCharsets.UTF_8).lines())
          .contains(type.getName());
    }
  }

  @Test
  void offersSomething() {
    assertThat(all()).isNotEmpty();
  }

  @Test
  void namesMatchThePatternAndDiffer() {
    factories()
        .forEach(
            (hook, factories) ->
                assertThat(factories)
                    .as(hook)
                    .extracting(ComponentFactory::name)
                    .allMatch(name -> name.matches(ComponentFactory.NAME_PATTERN))
                    .doesNotHaveDuplicates());
  }

  @Test
  void everythingIsDescribed() {
    for (ComponentFactory factory : all()) {
      assertThat(factory.description()).as(factory.name()).isNotBlank();
      for (Setting<?> setting : factory.settings().settings()) {
        assertThat(setting.description()).as(factory.name() + "." + setting).isNotBlank();
      }
    }
  }

  @Test
  void settingsHaveNamesAndAliasesOfTheirOwn() {
    for (ComponentFactory factory : all()) {
      Set<String> words = new HashSet<>();
      for (Setting<?> setting : factory.settings().settings()) {
        assertThat(setting.name())
            .as(factory.name() + "." + setting)
            .matches(ComponentFactory.NAME_PATTERN);
        assertThat(words.add(setting.name())).as(factory.name() + "." + setting).isTrue();
        for (String alias : setting.aliases()) {
          assertThat(words.add(alias)).as(factory.name() + ", alias " + alias).isTrue();
        }
      }
    }
  }

  @Test
  void defaultsPassTheirOwnChecks() {
    for (ComponentFactory factory : all()) {
      SettingsSpec spec = factory.settings();
      for (Setting<?> setting : spec.settings()) {
        setting
            .defaultValue()
            .ifPresent(
                value -> {
                  Problems problems = new Problems();
                  spec.read(TestingSettings.node("", Map.of(setting.name(), value)), problems);
                  assertThat(problems.all())
                      .as(factory.name())
                      .noneMatch(problem -> problem.startsWith(setting.name() + " "));
                });
      }
      assertThat(spec.defaults()).as(factory.name()).isNotNull();
    }
  }

  @Test
  void hooksSayTheSameAtEveryCall() {
    assertThat(names()).isEqualTo(names());
    assertThat(factories().values().stream().flatMap(List::stream))
        .allMatch(factory -> factory.name().equals(factory.name()));
  }

  private Map<String, List<String>> names() {
    Map<String, List<String>> names = new TreeMap<>();
    factories()
        .forEach(
            (hook, factories) ->
                names.put(hook, factories.stream().map(ComponentFactory::name).toList()));
    return names;
  }

  private List<ComponentFactory> all() {
    return factories().values().stream().flatMap(List::stream).toList();
  }

  /** The lists of all hooks by the hooks' names; a hook that is added later is found, too. */
  private Map<String, List<ComponentFactory>> factories() {
    Map<String, List<ComponentFactory>> factories = new TreeMap<>();
    Plugin plugin = plugin();
    Arrays.stream(Plugin.class.getMethods())
        .filter(method -> method.getReturnType() == List.class)
        .sorted(Comparator.comparing(Method::getName))
        .forEach(method -> factories.put(method.getName(), call(method, plugin)));
    return factories;
  }

  private static List<ComponentFactory> call(Method hook, Plugin plugin) {
    try {
      List<ComponentFactory> factories = new ArrayList<>();
      for (Object factory : (List<?>) hook.invoke(plugin)) {
        factories.add((ComponentFactory) factory);
      }
      return factories;
    } catch (IllegalAccessException | InvocationTargetException e) {
      throw new LinkageError(hook.getName() + "() failed", e);
    }
  }
}
