package dev.rookery.runtime.experiment;

import dev.rookery.api.UserException;
import dev.rookery.api.dialogue.DataType;
import dev.rookery.api.dialogue.Teacher;
import dev.rookery.api.learning.WeightedTeacher;
import dev.rookery.api.settings.ComponentRef;
import dev.rookery.api.settings.Settings;
import dev.rookery.runtime.config.Sections;
import dev.rookery.runtime.text.BuiltInTokenizers;
import dev.rookery.runtime.text.Dictionaries;
import dev.rookery.runtime.text.DictionaryBuilder;
import dev.rookery.runtime.text.DictionarySettings;
import dev.rookery.runtime.text.SpecialTokens;
import dev.rookery.runtime.text.VocabularyDictionary;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The words by which agents with different tokens are measured alike. */
final class SharedWords {

  private SharedWords() {}

  /**
   * Loads the file that the settings name, or else collects the words of the task's training data.
   *
   * @param eval settings of {@link Sections#EVAL}
   * @throws UserException if the file is missing or wrong
   */
  static VocabularyDictionary of(Settings eval, TaskTeachers teachers) {
    Dictionaries dictionaries = new Dictionaries(BuiltInTokenizers::find);
    Optional<Path> file = eval.find(Sections.PPL_WORDS_DICTIONARY);
    DictionarySettings settings = settings(eval);
    return file.map(path -> dictionaries.load(settings, path))
        .orElseGet(() -> collected(dictionaries.builder(settings), teachers));
  }

  private static DictionarySettings settings(Settings eval) {
    return new DictionarySettings(
        ComponentRef.of(eval.get(Sections.PPL_WORDS_TOKENIZER)),
        eval.get(Sections.PPL_WORDS_LOWER),
        0,
        -1,
        SpecialTokens.DEFAULT,
        List.of(),
        List.of("text", "labels"),
        -1,
        null,
        null);
  }

  private static VocabularyDictionary collected(DictionaryBuilder builder, TaskTeachers teachers) {
    List<Teacher> opened =
        teachers.open(DataType.parse("train:stream:ordered")).stream()
            .map(WeightedTeacher::teacher)
            .toList();
    try {
      opened.forEach(builder::addAll);
    } finally {
      opened.forEach(Teacher::close);
    }
    return builder.build();
  }
}
