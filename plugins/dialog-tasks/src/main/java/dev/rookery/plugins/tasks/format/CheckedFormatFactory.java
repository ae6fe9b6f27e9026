package dev.rookery.plugins.tasks.format;

import dev.rookery.api.dialogue.DialogueFormat;
import dev.rookery.api.dialogue.DialogueFormatFactory;
import dev.rookery.api.settings.Settings;

/** Lets {@code data check} know a format. */
record CheckedFormatFactory(FileFormat format) implements DialogueFormatFactory {

  @Override
  public String name() {
    return format.name();
  }

  @Override
  public String description() {
    return format.description();
  }

  @Override
  public DialogueFormat create(Settings settings) {
    return new CheckedFormat(format);
  }
}
