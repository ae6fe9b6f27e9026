package dev.rookery.registry.download;

import dev.rookery.api.UserException;

/** There is no such file at its source. */
public final class MissingFileException extends UserException {

  MissingFileException(String message) {
    super(message);
  }

  MissingFileException(String message, Throwable cause) {
    super(message, cause);
  }
}
