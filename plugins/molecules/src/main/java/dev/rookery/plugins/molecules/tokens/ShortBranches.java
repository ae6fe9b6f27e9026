package dev.rookery.plugins.molecules.tokens;

import dev.rookery.api.UserException;

/** DeepSMILES with {@code )3} in place of {@code )))}. */
record ShortBranches(Notation deepSmiles) implements Notation {

  @Override
  public String fromSmiles(String smiles) {
    String text = deepSmiles.fromSmiles(smiles);
    StringBuilder shorter = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      shorter.append(text.charAt(i));
      if (text.charAt(i) == ')') {
        int first = i;
        while (i + 1 < text.length() && text.charAt(i + 1) == ')') {
          i++;
        }
        shorter.append(i - first + 1);
      }
    }
    return shorter.toString();
  }

  @Override
  public String toSmiles(String text) {
    StringBuilder longer = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c != ')') {
        longer.append(c);
        continue;
      }
      int first = i + 1;
      while (i + 1 < text.length() && Character.digit(text.charAt(i + 1), 10) >= 0) {
        i++;
      }
      longer.append(")".repeat(count(text, first, i + 1)));
    }
    return deepSmiles.toSmiles(longer.toString());
  }

  private static int count(String text, int from, int to) {
    // No molecule has branches of a million atoms, and a policy may write any number.
    if (from == to || to - from > 6) {
      throw new UserException(
          "\""
              + text
              + "\" is no compressed DeepSMILES: character "
              + from
              + " is a closing parenthesis, which a number up to 999999 must follow");
    }
    return Integer.parseInt(text.substring(from, to));
  }
}
