package dev.rookery.plugins.molecules.selfies;

import dev.rookery.api.UserException;

/** Writes SMILES as SELFIES and reads them again. */
public final class Selfies {

  private Selfies() {}

  /**
   * The SELFIES of a SMILES, its atoms in the same order. It need not be a molecule otherwise.
   *
   * @throws UserException if it can't be parsed, has no Kekulé structure, or has an atom with more
   *     bonds than SELFIES allow
   */
  public static String encode(String smiles) {
    try {
      BondGraph graph = new SmilesParser(smiles).parse();
      new KekuleStructure(graph).assign();
      graph.atoms().forEach(atom -> checkBonds(graph, atom));
      return new SelfiesWriter(graph).write();
    } catch (NotationException e) {
      throw new UserException(
          "\"" + smiles + "\" can't be written as SELFIES: " + e.getMessage(), e);
    }
  }

  private static void checkBonds(BondGraph graph, Atom atom) {
    if (graph.bondCount(atom) > atom.capacity()) {
      throw new NotationException(
          "atom "
              + (atom.index() + 1)
              + " ("
              + atom.text()
              + ") has "
              + (int) graph.bondCount(atom)
              + " bonds, and can have at most "
              + atom.capacity());
    }
  }

  /**
   * The SMILES of a SELFIES. Symbols that would make too many bonds are passed over.
   *
   * @throws UserException if it has a symbol that the grammar doesn't know
   */
  public static String decode(String selfies) {
    try {
      return new SmilesWriter(new SelfiesReader(selfies).read()).write();
    } catch (NotationException e) {
      throw new UserException("\"" + selfies + "\" is no SELFIES: " + e.getMessage(), e);
    }
  }
}
