package dev.rookery.plugins.molecules.tokens;

import dev.rookery.api.text.Tokenizer;
import java.util.List;

/**
 * Writes a SMILES in a notation and cuts that into tokens.
 *
 * @param start a token that is left out when tokens are put together
 * @param end a token that ends the text, whatever follows
 */
record MoleculeTokenizer(Notation notation, Splitter splitter, String start, String end)
    implements Tokenizer {

  @Override
  public List<String> tokenize(String smiles) {
    return splitter.split(notation.fromSmiles(smiles));
  }

  @Override
  public String detokenize(List<String> tokens) {
    StringBuilder text = new StringBuilder();
    for (String token : tokens) {
      if (token.equals(end)) {
        break;
      }
      if (!token.equals(start)) {
        text.append(token);
      }
    }
    return notation.toSmiles(text.toString());
  }
}
