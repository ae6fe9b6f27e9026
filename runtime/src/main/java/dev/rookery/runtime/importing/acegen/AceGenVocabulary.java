package dev.rookery.runtime.importing.acegen;

import dev.rookery.api.UserException;
import dev.rookery.api.policy.Vocabulary;
import dev.rookery.runtime.importing.torch.TorchCheckpoint;
import dev.rookery.runtime.policy.VocabularyFile;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** AceGen's vocabulary files: one token a line, or a saved dictionary of tokens. */
public final class AceGenVocabulary {

  private static final Set<String> FIELDS =
      Set.of("start_token", "start_token_index", "end_token", "end_token_index");

  private AceGenVocabulary() {}

  /**
   * Reads a file.
   *
   * @throws UserException if it is no vocabulary; says why
   */
  public static Vocabulary read(Path file) {
    String name = String.valueOf(file.getFileName());
    return name.endsWith(".ckpt") || name.endsWith(".pt")
        ? saved(file)
        : VocabularyFile.read(file, Vocabulary.START, Vocabulary.END);
  }

  private static Vocabulary saved(Path file) {
    try (TorchCheckpoint checkpoint = TorchCheckpoint.open(file)) {
      if (!(checkpoint.root() instanceof Map<?, ?> fields)
          || !(fields.get("start_token") instanceof String start)
          || !(fields.get("end_token") instanceof String end)) {
        throw new UserException(file + " is no vocabulary as AceGen saves it");
      }
      String[] tokens = new String[fields.size() - countOf(fields)];
      Set<Integer> ids = new HashSet<>();
      fields.forEach(
          (token, id) -> {
            if (token instanceof String text && !FIELDS.contains(text)) {
              if (!(id instanceof Number number)
                  || number.intValue() < 0
                  || number.intValue() >= tokens.length
                  || !ids.add(number.intValue())) {
                throw new UserException(
                    file
                        + ": the token \""
                        + text
                        + "\" has no id of its own below "
                        + tokens.length);
              }
              tokens[number.intValue()] = text;
            }
          });
      return new Vocabulary(List.copyOf(Arrays.asList(tokens)), start, end);
    } catch (IllegalArgumentException | NullPointerException e) {
      throw new UserException(file + " is no vocabulary: " + e.getMessage(), e);
    }
  }

  private static int countOf(Map<?, ?> fields) {
    return (int) FIELDS.stream().filter(fields::containsKey).count();
  }
}
