package dev.rookery.runtime.text;

import dev.rookery.api.Downloads;
import dev.rookery.api.dialogue.DataType;
import dev.rookery.api.dialogue.Teacher;
import dev.rookery.api.dialogue.TeacherContext;
import dev.rookery.api.dialogue.TeacherFactory;
import dev.rookery.api.settings.Problems;
import dev.rookery.api.settings.Settings;
import dev.rookery.api.settings.SettingsNode;
import dev.rookery.api.settings.SettingsValue;
import dev.rookery.registry.PluginRegistry;
import dev.rookery.runtime.catalog.ComponentCatalog;
import dev.rookery.runtime.catalog.ComponentKind;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Files in ParlAI's text format, read by the task {@code parlai-format}. */
public final class ParlaiFormatFile {

  private static final TeacherFactory FACTORY =
      ComponentCatalog.of(PluginRegistry.load(List.of(), ParlaiFormatFile.class.getClassLoader()))
          .<TeacherFactory>lookUp(ComponentKind.TEACHER, "parlai-format")
          .orElseThrow();

  private ParlaiFormatFile() {}

  /** A teacher for the file, of a datatype such as {@code valid}. */
  public static Teacher teacher(Path file, String dataType) {
    Problems problems = new Problems();
    Settings settings =
        FACTORY
            .settings()
            .read(
                new SettingsNode(
                    "task", Map.of("path", new SettingsValue(file.toString(), "test"))),
                problems);
    problems.throwIfAny();
    return FACTORY.create(new Context(settings, DataType.parse(dataType)));
  }

  private record Context(Settings settings, DataType dataType) implements TeacherContext {
    @Override
    public String task() {
      return "parlai-format";
    }

    @Override
    public List<String> variants() {
      return List.of();
    }

    @Override
    public Path dataPath() {
      return Path.of("data");
    }

    @Override
    public long seed() {
      return 0;
    }

    @Override
    public Downloads downloads() {
      throw new UnsupportedOperationException("nothing is downloaded here");
    }
  }
}
