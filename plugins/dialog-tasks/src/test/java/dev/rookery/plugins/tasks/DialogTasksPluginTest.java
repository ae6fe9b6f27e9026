package dev.rookery.plugins.tasks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rookery.api.ComponentFactory;
import dev.rookery.api.Plugin;
import dev.rookery.api.dialogue.DialogueFormat;
import dev.rookery.api.settings.Setting;
import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class DialogTasksPluginTest {

  private final Plugin plugin = new DialogTasksPlugin();

  @Test
  void theServiceEntryNamesThePlugin() {
    assertThat(ServiceLoader.load(Plugin.class))
        .filteredOn(DialogTasksPlugin.class::isInstance)
        .hasSize(1);
  }

  @Test
  void componentsAreNamedAndDescribed() {
    assertThat(plugin.teachers())
        .extracting(ComponentFactory::name)
        .containsExactlyInAnyOrder(
            "fbdialog",
            "parlai-format",
            "conversations",
            "json",
            "convai2",
            "babi-sim",
            "persona-sim");
    Stream.concat(plugin.teachers().stream(), plugin.mutators().stream())
        .forEach(
            factory -> {
              assertThat(factory.name()).matches(ComponentFactory.NAME_PATTERN);
              assertThat(factory.description()).endsWith(".");
              assertThat(factory.settings().settings())
                  .extracting(Setting::description)
                  .doesNotContain("");
            });
    assertThat(plugin.mutators()).extracting(ComponentFactory::name).doesNotHaveDuplicates();
  }

  @Test
  void everyFormatIsATaskToo() {
    List<String> tasks = plugin.teachers().stream().map(ComponentFactory::name).toList();
    assertThat(plugin.dialogueFormats()).hasSize(4);
    assertThat(plugin.dialogueFormats()).extracting(DialogueFormat::name).isSubsetOf(tasks);
  }
}
