package dev.rookery.registry.download;

import dev.rookery.api.UserException;

/** The server wants to know who asks, or doesn't let them have it. */
public final class NoAccessException extends UserException {

  NoAccessException(String message) {
    super(message);
  }
}
