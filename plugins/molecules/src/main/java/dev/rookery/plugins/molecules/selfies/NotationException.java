package dev.rookery.plugins.molecules.selfies;

/** What is wrong with a text, without the text itself. */
final class NotationException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  NotationException(String what) {
    super(what);
  }
}
