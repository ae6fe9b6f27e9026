package dev.rookery.plugins.molecules.tokens;

import java.util.List;

/** SMILES in which frequent signs of two characters are single letters, as GuacaMol's models do. */
final class GuacaMolLetters implements Notation {

  private record Letter(String sign, String letter) {}

  /** In the order in which they are replaced. */
  private static final List<Letter> LETTERS =
      List.of(
          new Letter("Br", "Y"),
          new Letter("Cl", "X"),
          new Letter("Si", "A"),
          new Letter("Se", "Z"),
          new Letter("@@", "R"),
          new Letter("se", "E"));

  @Override
  public String fromSmiles(String smiles) {
    String text = smiles;
    for (Letter each : LETTERS) {
      text = text.replace(each.sign(), each.letter());
    }
    return text;
  }

  @Override
  public String toSmiles(String text) {
    String smiles = text;
    for (Letter each : LETTERS) {
      smiles = smiles.replace(each.letter(), each.sign());
    }
    return smiles;
  }
}
