package dev.rookery.runtime.cli;

import dev.rookery.api.dialogue.DataType;
import dev.rookery.api.settings.SettingsException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The option that names a part of the data. */
final class SplitOption {

  @Option(
      names = {"--split", "-dt", "--datatype"},
      paramLabel = "SPLIT",
      description =
          "Part of the data: train, valid or test, or any of ParlAI's datatypes, such as"
              + " train:evalmode.")
  private @Nullable String split;

  /** The part that was named, or a command's own default. */
  DataType orElse(String byDefault) {
    try {
      return DataType.parse(split == null ? byDefault : split);
    } catch (IllegalArgumentException e) {
      throw new SettingsException("--split: " + e.getMessage());
    }
  }
}
