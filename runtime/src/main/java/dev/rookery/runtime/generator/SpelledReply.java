package dev.rookery.runtime.generator;

import dev.rookery.api.UserException;
import dev.rookery.runtime.text.VocabularyDictionary;
import java.util.Arrays;
import java.util.List;

/**
 * A reply of words in the tokens of a model.
 *
 * @param ids of the words, with one space between the words
 * @param ends where the tokens of each word end
 * @param knowsWord whether the tokens of a word are just that one word, and none is the unknown one
 */
record SpelledReply(int[] ids, int[] ends, boolean[] knowsWord) {

  /**
   * Spells the first words of a reply, as many as fit.
   *
   * @param mostTokens most ids that all words have together
   * @throws UserException if the tokens of a word depend on the words after it
   */
  static SpelledReply of(List<String> words, VocabularyDictionary dictionary, int mostTokens) {
    int[] ids = {};
    int[] ends = new int[words.size()];
    boolean[] knowsWord = new boolean[words.size()];
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < ends.length; i++) {
      text.append(i == 0 ? "" : " ").append(words.get(i));
      int[] longer = dictionary.encode(text.toString());
      if (longer.length > mostTokens) {
        return new SpelledReply(ids, Arrays.copyOf(ends, i), Arrays.copyOf(knowsWord, i));
      }
      if (!startsWith(longer, ids)) {
        throw new UserException(
            "the agent's tokenizer joins \""
                + words.get(i)
                + "\" with the words before it, so that words have no probability of their own");
      }
      knowsWord[i] = isOneWord(longer, ids.length, dictionary);
      ids = longer;
      ends[i] = ids.length;
    }
    return new SpelledReply(ids, ends, knowsWord);
  }

  private static boolean startsWith(int[] ids, int[] beginning) {
    return ids.length >= beginning.length
        && Arrays.equals(Arrays.copyOf(ids, beginning.length), beginning);
  }

  private static boolean isOneWord(int[] ids, int from, VocabularyDictionary dictionary) {
    if (from == ids.length || dictionary.leavesWordOpen(ids[ids.length - 1])) {
      return false;
    }
    for (int i = from; i < ids.length; i++) {
      boolean begins =
          !dictionary.continuesWord(ids[i])
              && (i == from || !dictionary.leavesWordOpen(ids[i - 1]));
      if (ids[i] == dictionary.unknownId() || (begins && i > from)) {
        return false;
      }
    }
    return true;
  }

  /** Where the tokens of a word begin. */
  int begin(int word) {
    return word == 0 ? 0 : ends[word - 1];
  }
}
