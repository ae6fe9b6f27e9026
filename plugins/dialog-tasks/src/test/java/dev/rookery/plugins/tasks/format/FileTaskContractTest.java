package dev.rookery.plugins.tasks.format;

import dev.rookery.api.dialogue.TeacherFactory;
import dev.rookery.testkit.TeacherContract;
import dev.rookery.testkit.TestingTeacherContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

final class FileTaskContractTest extends TeacherContract {

  @TempDir private Path folder;

  @BeforeEach
  void files() throws IOException {
    for (String split : new String[] {"train", "valid", "test"}) {
      Files.writeString(
          folder.resolve(split + ".txt"),
          "1 hi " + split + "\thello\n2 who ?\tme|i\n1 bye\tso long\n");
    }
  }

  @Override
  protected TeacherFactory factory() {
    return FileTasks.teachers().get(0);
  }

  @Override
  protected TestingTeacherContext context() {
    return TestingTeacherContext.of(
        factory(), "fbdialog", Map.of("path", folder), Path.of("no-data"));
  }
}
