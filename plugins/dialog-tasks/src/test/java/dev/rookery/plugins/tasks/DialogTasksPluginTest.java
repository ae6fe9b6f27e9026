package dev.rookery.plugins.tasks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rookery.api.ComponentFactory;
import dev.rookery.api.Plugin;
import dev.rookery.testkit.PluginContract;
import java.util.List;
import org.junit.jupiter.api.Test;

final class DialogTasksPluginTest extends PluginContract {

  @Override
  protected Plugin plugin() {
    return new DialogTasksPlugin();
  }

  @Test
  void bringsTheseTasks() {
    assertThat(plugin().teachers())
        .extracting(ComponentFactory::name)
        .containsExactlyInAnyOrder(
            "fbdialog",
            "parlai-format",
            "conversations",
            "json",
            "convai2",
            "babi-sim",
            "persona-sim",
            "sequences");
    assertThat(plugin().teachers())
        .extracting(ComponentFactory::description)
        .allMatch(sentence -> sentence.endsWith("."));
  }

  @Test
  void everyFormatIsATaskToo() {
    List<String> tasks = plugin().teachers().stream().map(ComponentFactory::name).toList();
    assertThat(plugin().dialogueFormats()).hasSize(4);
    assertThat(plugin().dialogueFormats()).extracting(ComponentFactory::name).isSubsetOf(tasks);
  }
}
