package dev.rookery.plugins.basic;

import dev.rookery.api.UserException;
import dev.rookery.api.dialogue.Agent;
import dev.rookery.api.dialogue.AgentContext;
import dev.rookery.api.dialogue.AgentFactory;
import dev.rookery.api.dialogue.Message;
import dev.rookery.api.dialogue.Teacher;
import dev.rookery.api.settings.Setting;
import dev.rookery.api.settings.Settings;
import dev.rookery.api.settings.SettingsSpec;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Always says the most frequent words of the training data. */
final class Unigram implements AgentFactory {

  static final Setting<Integer> NUM_WORDS =
      Setting.integer("num-words")
          .atLeast(1)
          .defaultsTo(10)
          .in("words")
          .describedAs("How many words to say.");

  static final Setting<Path> DICT_FILE =
      Setting.path("dict-file")
          .optional()
          .alias("df")
          .describedAs("A dictionary file to take the counts from instead of the training data.");

  static final Setting<Boolean> LOWER =
      Setting.bool("dict-lower")
          .defaultsTo(false)
          .describedAs("Turn the training data into lower case before counting.");

  /** The dictionary in the folder of a saved agent. */
  private static final String SAVED_DICTIONARY = "dictionary";

  @Override
  public String name() {
    return "unigram";
  }

  @Override
  public String description() {
    return "Says the most frequent words of the training data, as a baseline for f1.";
  }

  @Override
  public SettingsSpec settings() {
    return SettingsSpec.of(NUM_WORDS, DICT_FILE, LOWER);
  }

  @Override
  public Agent create(AgentContext context) {
    int words = context.settings().get(NUM_WORDS);
    Message reply = Message.ofText(String.join(" ", counts(context).mostFrequent(words)));
    return new ReplyAgent("UnigramAgent", context.seed(), (observation, random) -> reply);
  }

  private static WordCounts counts(AgentContext context) {
    Settings settings = context.settings();
    Optional<Path> dictionary =
        settings
            .find(DICT_FILE)
            .or(
                () ->
                    context
                        .modelFolder()
                        .map(folder -> folder.resolve(SAVED_DICTIONARY))
                        .filter(Files::exists));
    if (dictionary.isPresent()) {
      return WordCounts.read(dictionary.get(), DICT_FILE.name());
    }
    if (context.trainingData().isEmpty()) {
      throw new UserException(
          "agent unigram has nothing to count; name a task, or a dictionary file by "
              + DICT_FILE.name());
    }
    try (Teacher teacher = context.trainingData().get().get()) {
      return WordCounts.of(teacher, settings.get(LOWER));
    }
  }
}
