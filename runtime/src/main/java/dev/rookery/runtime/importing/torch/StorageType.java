package dev.rookery.runtime.importing.torch;

import java.util.Arrays;
import java.util.Optional;

/** The types of numbers in a checkpoint. */
enum StorageType {
  FLOAT("FloatStorage", "float32", 4),
  DOUBLE("DoubleStorage", "float64", 8),
  HALF("HalfStorage", "float16", 2),
  BFLOAT16("BFloat16Storage", "bfloat16", 2),
  LONG("LongStorage", "int64", 8),
  INT("IntStorage", "int32", 4),
  SHORT("ShortStorage", "int16", 2),
  CHAR("CharStorage", "int8", 1),
  BYTE("ByteStorage", "uint8", 1),
  BOOL("BoolStorage", "bool", 1);

  private final String storage;
  private final String type;
  private final int bytes;

  StorageType(String storage, String type, int bytes) {
    this.storage = storage;
    this.type = type;
    this.bytes = bytes;
  }

  /** Size of a number. */
  int bytes() {
    return bytes;
  }

  /** The type that a class or constant of the module {@code torch} stands for. */
  static Optional<StorageType> of(String name) {
    return Arrays.stream(values())
        .filter(each -> each.storage.equals(name) || each.type.equals(name))
        .findFirst();
  }
}
