package dev.rookery.runtime.importing.torch;

import java.io.IOException;

/** A pickle can't be read, or must not be; the message says why, without the file's name. */
final class PickleException extends IOException {

  PickleException(String message) {
    super(message);
  }
}
