package dev.rookery.runtime.cli;

import dev.rookery.api.UserException;
import dev.rookery.api.dialogue.DialogueFormat;
import dev.rookery.api.dialogue.DialogueFormatFactory;
import dev.rookery.api.settings.Problems;
import dev.rookery.api.settings.SettingsException;
import dev.rookery.api.settings.SettingsNode;
import dev.rookery.runtime.catalog.ComponentCatalog;
import dev.rookery.runtime.catalog.ComponentKind;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;

/** The formats of dialogue files that the plugins bring, and which one a file looks like. */
final class KnownFormats {

  /** Below this no format is likely enough to list what is wrong with the file by its rules. */
  private static final double LEAST_CONFIDENCE = 0.1;

  private final ComponentCatalog catalog;
  private final Consumer<String> warnings;

  /**
   * The formats of a catalog.
   *
   * @param warnings hears of a format that fails when it is asked about a file; the others are
   *     still asked
   */
  KnownFormats(ComponentCatalog catalog, Consumer<String> warnings) {
    this.catalog = catalog;
    this.warnings = warnings;
  }

  /**
   * The format of this name, with every setting at its default.
   *
   * @throws SettingsException if there is none
   */
  DialogueFormat named(String name) {
    Problems problems = new Problems();
    Optional<DialogueFormatFactory> factory =
        catalog.find(ComponentKind.FORMAT, name, "command line: --format", problems);
    problems.throwIfAny();
    return create(factory.orElseThrow());
  }

  /**
   * The format that a file looks like most.
   *
   * @throws UserException if it looks like none of them
   */
  DialogueFormat guess(Path file) {
    DialogueFormat best = null;
    double most = 0;
    for (DialogueFormatFactory factory : catalog.all(ComponentKind.FORMAT)) {
      try {
        DialogueFormat format = create(factory);
        double confidence = format.confidence(file);
        if (confidence > most) {
          most = confidence;
          best = format;
        }
      } catch (UserException unreadable) {
        throw unreadable;
      } catch (RuntimeException | LinkageError e) {
        warnings.accept(
            "format \""
                + factory.name()
                + "\" of "
                + catalog.sourceOf(factory)
                + " failed: "
                + e
                + "; left out");
      }
    }
    if (best == null || most < LEAST_CONFIDENCE) {
      throw new UserException(
          file
              + " looks like none of the known formats ("
              + String.join(", ", catalog.names(ComponentKind.FORMAT))
              + "); --format NAME says what is wrong with it as one of them");
    }
    return best;
  }

  private static DialogueFormat create(DialogueFormatFactory factory) {
    Problems problems = new Problems();
    var settings = factory.settings().read(SettingsNode.empty(""), problems);
    problems.throwIfAny();
    return factory.create(settings);
  }
}
