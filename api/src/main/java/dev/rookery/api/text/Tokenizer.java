package dev.rookery.api.text;

import java.util.List;

/** Splits text into tokens and puts it together again. Thread-safe. */
public interface Tokenizer {

  List<String> tokenize(String text);

  /** The text of these tokens, as a reader would want to see it. */
  String detokenize(List<String> tokens);
}
