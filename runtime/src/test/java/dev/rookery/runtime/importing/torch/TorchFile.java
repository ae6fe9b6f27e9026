package dev.rookery.runtime.importing.torch;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Files as {@code torch.save} writes them, in both of its formats. */
final class TorchFile {

  private TorchFile() {}

  static Path zip(Path file, String prefix, byte[] pickle, Map<String, ByteBuffer> storages)
      throws IOException {
    Map<String, byte[]> entries = new LinkedHashMap<>();
    entries.put(prefix + "data.pkl", pickle);
    storages.forEach((key, bytes) -> entries.put(prefix + "data/" + key, bytes.array()));
    return zip(file, entries);
  }

  static Path zip(Path file, Map<String, byte[]> entries) throws IOException {
    try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(file))) {
      for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
        out.putNextEntry(new ZipEntry(entry.getKey()));
        out.write(entry.getValue());
      }
    }
    return file;
  }

  /** A file with one storage of 4-byte numbers. */
  static Path legacy(Path file, byte[] pickle, String key, int count, ByteBuffer storage)
      throws IOException {
    ByteBuffer numbers = Pickle.little(Long.BYTES + storage.capacity());
    numbers.putLong(count).put(storage.array());
    return legacy(file, pickle, new Pickle().code(']').text(key).code('a').end(), numbers.array());
  }

  /** A file with any list of keys. */
  static Path legacy(Path file, byte[] pickle, byte[] keys, byte[] storages) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    byte[] magic = new BigInteger("1950a86a20f9469cfc6c", 16).toByteArray();
    byte[] reversed = new byte[magic.length];
    for (int i = 0; i < magic.length; i++) {
      reversed[i] = magic[magic.length - 1 - i];
    }
    out.writeBytes(new Pickle().wholeNumber(reversed).end());
    out.writeBytes(new Pickle().number(1001).end());
    out.writeBytes(new Pickle().code('}').text("little_endian").code(0x88).code('s').end());
    out.writeBytes(pickle);
    out.writeBytes(keys);
    out.writeBytes(storages);
    return Files.write(file, out.toByteArray());
  }

  static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
