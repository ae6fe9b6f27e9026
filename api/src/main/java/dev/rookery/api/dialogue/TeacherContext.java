package dev.rookery.api.dialogue;

import dev.rookery.api.Downloads;
import dev.rookery.api.settings.Settings;
import java.nio.file.Path;
import java.util.List;

/** What a teacher is made from. */
public interface TeacherContext {

  /** The settings of this task, as declared by the factory. */
  Settings settings();

  /** The task as the user named it, variants included, such as {@code convai2:self:no_cands}. */
  String task();

  /**
   * What follows the factory's name: {@code [self, no_cands]} for {@code convai2:self:no_cands}.
   */
  List<String> variants();

  DataType dataType();

  /** The folder for data sets, {@code data.path}; it need not exist. */
  Path dataPath();

  /** The run's seed; simulated data derive from it and from nothing else that is random. */
  long seed();

  Downloads downloads();
}
