package dev.rookery.runtime.tracking;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;
import org.tensorflow.util.Event;

/**
 * Frames events as TensorFlow record files do: length, checksum of the length, data, checksum of
 * the data, everything little-endian. A checksum is CRC-32C, rotated and shifted so that data which
 * holds checksums itself is no special case.
 */
final class EventWriter implements AutoCloseable {

  private static final int MASK_DELTA = 0xa282ead8;
  private static final int MASK_ROTATION = 15;

  private final OutputStream out;

  EventWriter(OutputStream out) {
    this.out = out;
  }

  /** Writes one event and hands it to the operating system. */
  void write(Event event) throws IOException {
    byte[] data = event.toByteArray();
    byte[] length = new byte[Long.BYTES];
    littleEndian(length).putLong(data.length);
    byte[] framed = new byte[Long.BYTES + Integer.BYTES + data.length + Integer.BYTES];
    littleEndian(framed)
        .put(length)
        .putInt(maskedChecksum(length))
        .put(data)
        .putInt(maskedChecksum(data));
    out.write(framed);
    out.flush();
  }

  private static ByteBuffer littleEndian(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  static int maskedChecksum(byte[] data) {
    CRC32C checksum = new CRC32C();
    checksum.update(data);
    return Integer.rotateRight((int) checksum.getValue(), MASK_ROTATION) + MASK_DELTA;
  }

  @Override
  public void close() throws IOException {
    out.close();
  }
}
