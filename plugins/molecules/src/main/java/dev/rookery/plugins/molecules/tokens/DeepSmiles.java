package dev.rookery.plugins.molecules.tokens;

/**
 * DeepSMILES of <a href="https://doi.org/10.26434/chemrxiv.7097960">O'Boyle and Dalke (2018)</a>,
 * both of rings and of branches: a closing parenthesis for each atom of a branch and none that
 * opens it, and at the end of a ring the number of its atoms.
 */
final class DeepSmiles implements Notation {

  @Override
  public String fromSmiles(String smiles) {
    return new DeepSmilesWriter(smiles).write();
  }

  @Override
  public String toSmiles(String text) {
    return new DeepSmilesReader(text).read();
  }
}
