package dev.rookery.runtime.metrics;

import java.util.function.Predicate;

/**
 * The stemmer of <a href="https://tartarus.org/martin/PorterStemmer/">Porter (1980)</a>, "An
 * algorithm for suffix stripping", exactly as published and without later additions. Words are in
 * lower case; anything but a, e, i, o, u and y counts as a consonant.
 */
final class PorterStemmer {

  /** A suffix and what takes its place, tried in the order listed: the first that fits decides. */
  private record Rule(String suffix, String replacement) {}

  private static final Rule[] STEP_1A = rules("sses:ss ies:i ss:ss s:");

  private static final Rule[] STEP_2 =
      rules(
          "ational:ate tional:tion enci:ence anci:ance izer:ize abli:able alli:al entli:ent eli:e"
              + " ousli:ous ization:ize ation:ate ator:ate alism:al iveness:ive fulness:ful"
              + " ousness:ous aliti:al iviti:ive biliti:ble");

  private static final Rule[] STEP_3 =
      rules("icate:ic ative: alize:al iciti:ic ical:ic ful: ness:");

  private static final Rule[] STEP_4 =
      rules(
          "al: ance: ence: er: ic: able: ible: ant: ement: ment: ent: ion: ou: ism: ate: iti: ous:"
              + " ive: ize:");

  private PorterStemmer() {}

  private static Rule[] rules(String text) {
    String[] parts = text.split(" ", -1);
    Rule[] rules = new Rule[parts.length];
    for (int i = 0; i < parts.length; i++) {
      int colon = parts[i].indexOf(':');
      rules[i] = new Rule(parts[i].substring(0, colon), parts[i].substring(colon + 1));
    }
    return rules;
  }

  static String stem(String word) {
    String stem = apply(STEP_1A, word, rest -> true);
    stem = pastAndProgressive(stem);
    if (stem.endsWith("y") && hasVowel(without(stem, 1))) {
      stem = without(stem, 1) + "i";
    }
    stem = apply(STEP_2, stem, rest -> measure(rest) > 0);
    stem = apply(STEP_3, stem, rest -> measure(rest) > 0);
    stem = derivation(stem);
    return tidy(stem);
  }

  private static String apply(Rule[] rules, String word, Predicate<String> condition) {
    for (Rule rule : rules) {
      if (word.endsWith(rule.suffix())) {
        String rest = without(word, rule.suffix().length());
        return condition.test(rest) ? rest + rule.replacement() : word;
      }
    }
    return word;
  }

  /** Step 1b: -eed, -ed, -ing. */
  private static String pastAndProgressive(String word) {
    if (word.endsWith("eed")) {
      return measure(without(word, 3)) > 0 ? without(word, 1) : word;
    }
    int suffix = word.endsWith("ed") ? 2 : word.endsWith("ing") ? 3 : 0;
    if (suffix == 0 || !hasVowel(without(word, suffix))) {
      return word;
    }
    String stem = without(word, suffix);
    if (stem.endsWith("at") || stem.endsWith("bl") || stem.endsWith("iz")) {
      return stem + "e";
    }
    if (endsInDoubleConsonant(stem)) {
      return "lsz".indexOf(stem.charAt(stem.length() - 1)) >= 0 ? stem : without(stem, 1);
    }
    return measure(stem) == 1 && endsInShortSyllable(stem) ? stem + "e" : stem;
  }

  /** Step 4: suffixes that go when enough of a word is left. */
  private static String derivation(String word) {
    return apply(
        STEP_4,
        word,
        rest ->
            measure(rest) > 1
                && (!word.endsWith("ion") || rest.endsWith("s") || rest.endsWith("t")));
  }

  /** Steps 5a and 5b: a final -e, and -ll. */
  private static String tidy(String word) {
    String stem = word;
    if (stem.endsWith("e")) {
      String rest = without(stem, 1);
      int measure = measure(rest);
      if (measure > 1 || (measure == 1 && !endsInShortSyllable(rest))) {
        stem = rest;
      }
    }
    return stem.endsWith("ll") && measure(without(stem, 1)) > 1 ? without(stem, 1) : stem;
  }

  private static String without(String word, int suffix) {
    return word.substring(0, word.length() - suffix);
  }

  /** For each letter whether it is a vowel; a y is one after a consonant. */
  private static boolean[] vowels(String word) {
    boolean[] vowels = new boolean[word.length()];
    for (int i = 0; i < vowels.length; i++) {
      char c = word.charAt(i);
      vowels[i] = c == 'y' ? i > 0 && !vowels[i - 1] : "aeiou".indexOf(c) >= 0;
    }
    return vowels;
  }

  /** How often a vowel is followed by a consonant: Porter's m. */
  private static int measure(String word) {
    boolean[] vowels = vowels(word);
    int measure = 0;
    for (int i = 1; i < vowels.length; i++) {
      if (vowels[i - 1] && !vowels[i]) {
        measure++;
      }
    }
    return measure;
  }

  private static boolean hasVowel(String word) {
    for (boolean vowel : vowels(word)) {
      if (vowel) {
        return true;
      }
    }
    return false;
  }

  private static boolean endsInDoubleConsonant(String word) {
    int last = word.length() - 1;
    return last >= 1 && word.charAt(last) == word.charAt(last - 1) && !vowels(word)[last];
  }

  /** Consonant, vowel, consonant, the last not being w, x or y. */
  private static boolean endsInShortSyllable(String word) {
    int last = word.length() - 1;
    if (last < 2 || "wxy".indexOf(word.charAt(last)) >= 0) {
      return false;
    }
    boolean[] vowels = vowels(word);
    return !vowels[last - 2] && vowels[last - 1] && !vowels[last];
  }
}
