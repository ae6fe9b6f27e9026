package dev.rookery.plugins.molecules.tokens;

/** Another way to write a SMILES down. Thread-safe. */
interface Notation {

  /** SMILES as it is. */
  Notation SMILES =
      new Notation() {
        @Override
        public String fromSmiles(String smiles) {
          return smiles;
        }

        @Override
        public String toSmiles(String text) {
          return text;
        }
      };

  /**
   * Writes a SMILES in this notation.
   *
   * @throws dev.rookery.api.UserException if that can't be done; the message says why
   */
  String fromSmiles(String smiles);

  /**
   * Writes a text of this notation as SMILES.
   *
   * @throws dev.rookery.api.UserException if that can't be done; the message says why
   */
  String toSmiles(String text);
}
