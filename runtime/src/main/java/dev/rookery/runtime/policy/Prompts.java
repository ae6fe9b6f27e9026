package dev.rookery.runtime.policy;

import dev.rookery.api.UserException;
import dev.rookery.api.policy.Vocabulary;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/**
 * Makes prompts of texts. A token {@code X} that is not in the vocabulary stands for any atom, as
 * in AceGen.
 */
final class Prompts {

  private static final String ANY_ATOM = "X";

  /** Tokens of SMILES that are atoms, but for the wildcard. */
  private static final Pattern ATOM = Pattern.compile("\\[[^\\]]*\\]|Br|Cl|[a-wyzA-WYZ]");

  private Prompts() {}

  /**
   * A prompt.
   *
   * @throws UserException if the text can't be written in this vocabulary, or is too long
   */
  static SequenceSampler.Prompt of(String text, SequenceCodec codec) {
    Vocabulary vocabulary = codec.vocabulary();
    boolean any = vocabulary.id(ANY_ATOM).isEmpty();
    List<String> tokens;
    try {
      tokens = codec.tokenizer().tokenize(text);
    } catch (IllegalArgumentException e) {
      throw new UserException(
          "the prompt \"" + text + "\" can't be cut into tokens: " + e.getMessage(), e);
    }
    if (tokens.size() > codec.maxLength() - 1) {
      throw new UserException(
          "the prompt \"%s\" has %d tokens, and agent.max-length = %d allows %d"
              .formatted(text, tokens.size(), codec.maxLength(), codec.maxLength() - 1));
    }
    int[] ids = new int[tokens.size()];
    boolean[] restricted = new boolean[ids.length];
    List<String> unknown = new ArrayList<>();
    for (int place = 0; place < ids.length; place++) {
      OptionalInt id = vocabulary.id(tokens.get(place));
      restricted[place] = any && tokens.get(place).equals(ANY_ATOM);
      if (id.isEmpty() && !restricted[place]) {
        unknown.add("\"" + tokens.get(place) + "\" (token " + (place + 1) + ")");
      }
      ids[place] = id.orElse(SequenceSampler.FREE);
    }
    if (!unknown.isEmpty()) {
      throw new UserException(
          "the prompt \""
              + text
              + "\" can't be written: the vocabulary lacks "
              + String.join(", ", unknown));
    }
    boolean[] atoms = new boolean[vocabulary.size()];
    for (int id = 0; id < atoms.length; id++) {
      atoms[id] = ATOM.matcher(vocabulary.token(id)).matches();
    }
    return new SequenceSampler.Prompt(ids, restricted, atoms, false);
  }
}
