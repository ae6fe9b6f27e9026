package dev.rookery.plugins.molecules.chem;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the parser lets pass although it is no SMILES, and RDKit does not. */
final class Syntax {

  private static final Pattern BRACKETS = Pattern.compile("\\[[^\\]]*\\]");

  private enum Rule {
    EMPTY_BRANCH("\\(\\)|\\(\\(", "a branch must begin with an atom"),
    EMPTY_PART("^\\.|\\.$|\\.\\.|\\(\\.", "a part between dots has no atoms"),
    BOND_FIRST("^[-=#:/\\\\]", "it begins with a bond"),
    BOND_LAST("[-=#:/\\\\](\\)|\\.|$)", "a branch or part ends with a bond"),
    HYDROGEN("[HDT]", "hydrogens must stand in brackets"),
    RING_NUMBER(
        "%(?!\\d\\d|\\(\\d{1,5}\\))",
        "two digits must follow the per cent sign, or up to five in parentheses");

    private final Pattern pattern;
    private final String problem;

    Rule(String expression, String problem) {
      this.pattern = Pattern.compile(expression);
      this.problem = problem;
    }
  }

  private Syntax() {}

  /** What is wrong with a SMILES, if one of these rules finds something. */
  static Optional<String> problem(String smiles) {
    Matcher atoms = BRACKETS.matcher(smiles);
    String outside = atoms.replaceAll("*");
    for (Rule rule : Rule.values()) {
      if (rule.pattern.matcher(outside).find()) {
        return Optional.of(rule.problem);
      }
    }
    return Optional.empty();
  }
}
