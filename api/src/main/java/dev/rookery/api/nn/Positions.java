package dev.rookery.api.nn;

import dev.rookery.api.UserException;

/** The limit that position embeddings set to the length of a text. */
final class Positions {

  private Positions() {}

  static void check(long tokens, TransformerOptions options, String what) {
    if (tokens > options.positions()) {
      throw new UserException(
          "a %s has %d tokens, but the model has only %d positions: truncate it (text-truncate, label-truncate, max-reply-length), or train with a larger n-positions"
              .formatted(what, tokens, options.positions()));
    }
  }
}
