package dev.rookery.runtime.importing.torch;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Writes pickles, good and evil, instruction by instruction. */
final class Pickle {

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  /** A pickle of protocol 2. */
  Pickle() {
    code(0x80);
    code(2);
  }

  Pickle code(int instruction) {
    out.write(instruction);
    return this;
  }

  Pickle global(String module, String name) {
    return code('c').raw(module + "\n" + name + "\n");
  }

  Pickle text(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return code('X').bytes(little(4).putInt(bytes.length)).raw(text);
  }

  Pickle number(int number) {
    return code('J').bytes(little(4).putInt(number));
  }

  Pickle raw(String text) {
    out.writeBytes(text.getBytes(StandardCharsets.UTF_8));
    return this;
  }

  Pickle bytes(ByteBuffer buffer) {
    out.writeBytes(buffer.array());
    return this;
  }

  /** A long of any size. */
  Pickle wholeNumber(byte[] littleEndian) {
    return code(0x8a).code(littleEndian.length).bytes(ByteBuffer.wrap(littleEndian));
  }

  /** A tuple of numbers. */
  Pickle tuple(List<Integer> numbers) {
    code('(');
    numbers.forEach(this::number);
    return code('t');
  }

  /** A storage in another part of the file. */
  Pickle storage(String type, String key, int length) {
    return code('(')
        .text("storage")
        .global("torch", type)
        .text(key)
        .text("cpu")
        .number(length)
        .code('t')
        .code('Q');
  }

  /** A tensor in a storage. */
  Pickle tensor(
      String type, String key, int length, int offset, List<Integer> sizes, List<Integer> strides) {
    return global("torch._utils", "_rebuild_tensor_v2")
        .code('(')
        .storage(type, key, length)
        .number(offset)
        .tuple(sizes)
        .tuple(strides)
        .code(0x89)
        .global("collections", "OrderedDict")
        .code(')')
        .code('R')
        .code('t')
        .code('R');
  }

  /** The finished pickle. */
  byte[] end() {
    return code('.').out.toByteArray();
  }

  static ByteBuffer little(int length) {
    return ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
  }
}
