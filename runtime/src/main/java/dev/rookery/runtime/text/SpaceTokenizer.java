package dev.rookery.runtime.text;

import dev.rookery.api.text.Tokenizer;
import java.util.List;

/** ParlAI's {@code space}: exactly at each space, so that two in a row give an empty token. */
final class SpaceTokenizer implements Tokenizer {

  @Override
  @SuppressWarnings("StringSplitter") // a limit of -1 keeps every part
  public List<String> tokenize(String text) {
    return List.of(PythonCharacters.strip(text).split(" ", -1));
  }

  @Override
  public String detokenize(List<String> tokens) {
    return String.join(" ", tokens);
  }
}
