package dev.rookery.testkit;

import dev.rookery.api.Downloads;
import dev.rookery.api.UserException;
import dev.rookery.api.dialogue.DataType;
import dev.rookery.api.dialogue.TeacherContext;
import dev.rookery.api.dialogue.TeacherFactory;
import dev.rookery.api.settings.Settings;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * What a teacher is made from in a test. Its downloads fetch nothing: data must be there.
 *
 * @param settings of the task
 * @param task as the user names it, variants included
 * @param dataType of the teacher
 * @param dataPath the folder for data sets
 * @param seed of the run
 */
public record TestingTeacherContext(
    Settings settings, String task, DataType dataType, Path dataPath, long seed)
    implements TeacherContext {

  /**
   * A context for training data with seed 0.
   *
   * @param task as the user names it, variants included
   * @param settings by name
   */
  public static TestingTeacherContext of(
      TeacherFactory factory, String task, Map<String, ?> settings, Path dataPath) {
    return new TestingTeacherContext(
        TestingSettings.of(factory.settings(), settings), task, DataType.TRAIN, dataPath, 0);
  }

  public TestingTeacherContext withDataType(DataType newDataType) {
    return new TestingTeacherContext(settings, task, newDataType, dataPath, seed);
  }

  public TestingTeacherContext withSeed(long newSeed) {
    return new TestingTeacherContext(settings, task, dataType, dataPath, newSeed);
  }

  @Override
  public List<String> variants() {
    List<String> parts = Arrays.asList(task.split(":", -1));
    return List.copyOf(parts.subList(1, parts.size()));
  }

  @Override
  public Downloads downloads() {
    return (source, sha256, mostBytes, target) -> {
      throw new UserException(target + " is missing; tests don't download " + source);
    };
  }
}
