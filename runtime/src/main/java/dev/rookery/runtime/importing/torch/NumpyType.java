package dev.rookery.runtime.importing.torch;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The type of a number that NumPy wrote; always little-endian on the machines PyTorch runs on.
 *
 * @param code such as {@code f8}
 */
record NumpyType(String code) {

  /** The number in these bytes. */
  Object scalar(byte[] bytes) throws PickleException {
    ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    if (code.length() == 2 && bytes.length == code.charAt(1) - '0') {
      switch (code) {
        case "f8":
          return buffer.getDouble();
        case "f4":
          return (double) buffer.getFloat();
        case "i8":
          return buffer.getLong();
        case "i4":
          return (long) buffer.getInt();
        case "i2":
          return (long) buffer.getShort();
        case "i1":
          return (long) buffer.get();
        case "b1":
          return buffer.get() != 0;
        default:
          break;
      }
    }
    throw new PickleException("it has a NumPy number of type \"" + code + "\", which isn't known");
  }
}
