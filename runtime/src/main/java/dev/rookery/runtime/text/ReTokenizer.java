package dev.rookery.runtime.text;

import dev.rookery.api.text.Tokenizer;
import java.util.List;

/** ParlAI's {@code re}: words, single other characters, and line feeds. */
final class ReTokenizer implements Tokenizer {

  @Override
  public List<String> tokenize(String text) {
    return WordScanner.scan(text, true);
  }

  @Override
  public String detokenize(List<String> tokens) {
    return String.join(" ", tokens);
  }
}
