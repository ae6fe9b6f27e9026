package dev.rookery.plugins.tasks.format;

/** What a carriage return ({@code \r}) means to a reader of lines. */
enum CarriageReturn {
  /** It ends a line, also without a line feed. */
  ENDS_LINE,
  /** Before a line feed it belongs to the end of the line; elsewhere it is text. */
  BEFORE_LINE_FEED,
  /** It is always text. */
  IS_TEXT
}
