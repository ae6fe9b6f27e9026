package dev.rookery.plugins.molecules.chem;

/** A text that stands for no molecule. The message is a sentence: which text, and why. */
public final class NoMoleculeException extends Exception {

  private static final long serialVersionUID = 1L;

  NoMoleculeException(String smiles, String why) {
    super("\"" + smiles + "\" is no molecule: " + why);
  }
}
