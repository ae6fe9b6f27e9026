package dev.rookery.api.dialogue;

import dev.rookery.api.ComponentFactory;
import dev.rookery.api.Incubating;
import dev.rookery.api.settings.Settings;

/**
 * Makes a format of dialogue files. Its name is what users call the format, such as {@code
 * fbdialog}, and best that of the task that reads such files; its description says what a file
 * looks like.
 */
@Incubating
public interface DialogueFormatFactory extends ComponentFactory {

  /**
   * Makes a format. {@code rookery data check} gives every setting its default, so a required
   * setting keeps a format out of it.
   */
  DialogueFormat create(Settings settings);
}
