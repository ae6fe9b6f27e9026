package dev.rookery.plugins.molecules.tokens;

import dev.rookery.plugins.molecules.selfies.Selfies;

/** SELFIES. */
final class SelfiesNotation implements Notation {

  @Override
  public String fromSmiles(String smiles) {
    return Selfies.encode(smiles);
  }

  @Override
  public String toSmiles(String text) {
    return Selfies.decode(text);
  }
}
