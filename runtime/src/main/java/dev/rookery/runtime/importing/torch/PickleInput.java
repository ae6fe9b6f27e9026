package dev.rookery.runtime.importing.torch;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** The bytes of a pickle. Memory is taken for bytes that are there, not for those announced. */
final class PickleInput {

  /** A pickle without its storages is far smaller, even of a model with thousands of weights. */
  private static final long MOST_BYTES = 64L << 20;

  private static final int LONGEST_NAME = 1000;

  private final InputStream in;
  private long position;

  PickleInput(InputStream in) {
    this.in = in;
  }

  /** Number of bytes read so far. */
  long position() {
    return position;
  }

  int unsignedByte() throws IOException {
    int value = in.read();
    if (value < 0) {
      throw cutOff();
    }
    count(1);
    return value;
  }

  int unsignedShort() throws IOException {
    return unsignedByte() | unsignedByte() << 8;
  }

  int signedInt() throws IOException {
    return unsignedShort() | unsignedShort() << 16;
  }

  long signedLong() throws IOException {
    return (signedInt() & 0xffffffffL) | (long) signedInt() << 32;
  }

  double bigEndianDouble() throws IOException {
    return ByteBuffer.wrap(bytes(Double.BYTES)).order(ByteOrder.BIG_ENDIAN).getDouble();
  }

  byte[] bytes(long length) throws IOException {
    if (length < 0 || length > MOST_BYTES) {
      throw new PickleException(
          "its pickle announces a piece of %d bytes; no checkpoint has one".formatted(length));
    }
    count(length);
    byte[] bytes = in.readNBytes((int) length);
    if (bytes.length < length) {
      throw cutOff();
    }
    return bytes;
  }

  String text(long length) throws IOException {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes(length))).toString();
    } catch (CharacterCodingException e) {
      throw new PickleException("its pickle has a text that isn't UTF-8");
    }
  }

  /** Text up to the end of a line. */
  String line() throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = unsignedByte(); c != '\n'; c = unsignedByte()) {
      if (line.length() == LONGEST_NAME) {
        throw new PickleException("its pickle has a name of more than 1000 letters");
      }
      line.append((char) c);
    }
    return line.toString();
  }

  private void count(long bytes) throws PickleException {
    position += bytes;
    if (position > MOST_BYTES) {
      throw new PickleException(
          "its pickle has more than " + (MOST_BYTES >> 20) + " MiB; no checkpoint needs so much");
    }
  }

  private static EOFException cutOff() {
    return new EOFException("it is cut off in the middle of its pickle");
  }
}
