package dev.rookery.plugins.tasks.format;

import java.io.IOException;
import java.io.Reader;

/** The characters of lines, each ended by {@code \n}, for parsers that want a {@link Reader}. */
final class LineChars extends Reader {

  private final LineReader lines;
  private String current = "";
  private int position;

  /** A line is not UTF-8. */
  static final class NotUtf8 extends IOException {
    private final transient BadLine bad;

    NotUtf8(BadLine bad) {
      super(bad);
      this.bad = bad;
    }

    BadLine bad() {
      return bad;
    }
  }

  LineChars(LineReader lines) {
    this.lines = lines;
  }

  @Override
  public int read(char[] target, int offset, int length) throws IOException {
    while (position == current.length()) {
      try {
        Line line = lines.next();
        if (line == null) {
          return -1;
        }
        current = line.text() + "\n";
        position = 0;
      } catch (BadLine bad) {
        throw new NotUtf8(bad);
      }
    }
    int count = Math.min(length, current.length() - position);
    current.getChars(position, position + count, target, offset);
    position += count;
    return count;
  }

  @Override
  public void close() {
    lines.close();
  }
}
