package dev.rookery.plugins.tasks.format;

import dev.rookery.api.UserException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Reads the lines of a UTF-8 file, gzip or not. Java's own readers replace wrong bytes or lose
 * count of the line, so lines are cut as bytes and decoded one by one.
 */
final class LineReader implements AutoCloseable {

  private static final char BYTE_ORDER_MARK = '\uFEFF';

  private final Path file;
  private final InputStream in;
  private final CarriageReturn returns;
  private final CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
  private final Bytes line = new Bytes();
  private final byte[] buffer = new byte[1 << 16];
  private int position;
  private int limit;
  private long number;

  /** Exposes the array that it grew, so that a line isn't copied before it is decoded. */
  private static final class Bytes extends ByteArrayOutputStream {
    ByteBuffer view() {
      return ByteBuffer.wrap(buf, 0, count);
    }
  }

  /**
   * Opens a file.
   *
   * @param returns what {@code \r} means; {@code \n} always ends a line
   * @throws UserException if there is no such file or it can't be read
   */
  LineReader(Path file, CarriageReturn returns) {
    this.file = file;
    this.returns = returns;
    this.in = DataFile.open(file);
  }

  /**
   * The next line, or null at the end of the file.
   *
   * @throws BadLine if the line is not UTF-8; reading can go on
   */
  @Nullable Line next() throws BadLine {
    line.reset();
    if (!fill()) {
      return null;
    }
    boolean ended = false;
    while (!ended && fill()) {
      int end = position;
      while (end < limit && !endsLine(buffer[end])) {
        end++;
      }
      line.write(buffer, position, end - position);
      ended = end < limit;
      position = ended ? end + 1 : end;
    }
    if (ended && buffer[position - 1] == '\r' && fill() && buffer[position] == '\n') {
      position++;
    }
    number++;
    String text = decoded(line.view());
    if (number == 1 && !text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK) {
      text = text.substring(1);
    }
    boolean drops = returns != CarriageReturn.IS_TEXT && text.endsWith("\r");
    return new Line(number, drops ? text.substring(0, text.length() - 1) : text);
  }

  private String decoded(ByteBuffer bytes) throws BadLine {
    int length = bytes.remaining();
    CharBuffer chars = CharBuffer.allocate(length);
    CoderResult result = decoder.reset().decode(bytes, chars, true);
    if (result.isError()) {
      int octet = Byte.toUnsignedInt(bytes.get(bytes.position()));
      throw new BadLine(
          number,
          "byte %d (0x%02X) is not UTF-8; save the file with the encoding UTF-8"
              .formatted(bytes.position() + 1, octet));
    }
    return chars.flip().toString();
  }

  private boolean endsLine(byte octet) {
    return octet == '\n' || (octet == '\r' && returns == CarriageReturn.ENDS_LINE);
  }

  private boolean fill() {
    if (position < limit) {
      return true;
    }
    try {
      position = 0;
      limit = in.read(buffer);
      return limit > 0;
    } catch (IOException e) {
      throw new UserException(
          file + ", after line " + number + ": cannot be read (" + e.getMessage() + ")", e);
    }
  }

  @Override
  public void close() {
    try {
      in.close();
    } catch (IOException e) {
      throw new UserException(file + " cannot be closed: " + e.getMessage(), e);
    }
  }
}
