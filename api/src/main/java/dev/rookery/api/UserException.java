package dev.rookery.api;

/**
 * Something that the user can mend: a missing file, a bad line, a checkpoint of another model. The
 * message is shown as it is, without a stack trace, so it says what is wrong, where, and what to
 * do.
 */
public class UserException extends RuntimeException {

  public UserException(String message) {
    super(message);
  }

  public UserException(String message, Throwable cause) {
    super(message, cause);
  }
}
