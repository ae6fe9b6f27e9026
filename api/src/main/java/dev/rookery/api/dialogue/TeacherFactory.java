package dev.rookery.api.dialogue;

import dev.rookery.api.ComponentFactory;

/** Makes a task's teacher. */
public interface TeacherFactory extends ComponentFactory {

  /**
   * Makes a teacher; files are found, downloaded and checked here, so that problems show at once.
   *
   * @throws dev.rookery.api.UserException if data is missing or wrong; the message says which file
   *     and line, and what to do
   */
  Teacher create(TeacherContext context);
}
