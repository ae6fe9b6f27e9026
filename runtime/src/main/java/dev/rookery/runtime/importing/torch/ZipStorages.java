package dev.rookery.runtime.importing.torch;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/**
 * PyTorch's zip files, which it writes since version 1.6: {@code PREFIX/data.pkl}, {@code
 * PREFIX/data/KEY} for each storage, {@code PREFIX/byteorder}. Entries are looked up, never
 * unpacked to a path, so that their names can't lead anywhere.
 */
final class ZipStorages implements StorageSource {

  private static final String PICKLE = "data.pkl";

  private final ZipFile zip;
  private final String prefix;
  private final ByteOrder order;

  private ZipStorages(ZipFile zip, String prefix, ByteOrder order) {
    this.zip = zip;
    this.prefix = prefix;
    this.order = order;
  }

  static ZipStorages open(Path path) throws IOException {
    ZipFile zip;
    try {
      zip = new ZipFile(path.toFile());
    } catch (ZipException e) {
      throw new PickleException(
          "it is cut off or damaged: it begins like a zip file, but its list of contents can't be"
              + " read");
    }
    try {
      String prefix = prefix(zip);
      return new ZipStorages(zip, prefix, byteOrder(zip, prefix));
    } catch (IOException | RuntimeException e) {
      zip.close();
      throw e;
    }
  }

  /** Where the pickle is; some tools call the folder {@code archive}, some like the file. */
  private static String prefix(ZipFile zip) throws PickleException {
    List<String> pickles =
        zip.stream()
            .map(ZipEntry::getName)
            .filter(name -> name.equals(PICKLE) || name.endsWith("/" + PICKLE))
            .toList();
    if (pickles.size() != 1) {
      throw new PickleException(
          pickles.isEmpty()
              ? "it is a zip file, but not PyTorch's: it has no " + PICKLE
              : "it has " + pickles.size() + " pickles named " + PICKLE + ", a checkpoint has one");
    }
    String prefix = pickles.get(0).substring(0, pickles.get(0).length() - PICKLE.length());
    if (prefix.startsWith("/") || List.of(prefix.split("/")).contains("..")) {
      throw new PickleException("its pickle has the odd name \"" + pickles.get(0) + "\"");
    }
    if (zip.getEntry(prefix + "constants.pkl") != null) {
      throw new PickleException("it is a TorchScript program, not a checkpoint");
    }
    return prefix;
  }

  private static ByteOrder byteOrder(ZipFile zip, String prefix) throws IOException {
    @Nullable ZipEntry entry = zip.getEntry(prefix + "byteorder");
    if (entry == null) {
      return ByteOrder.LITTLE_ENDIAN;
    }
    try (InputStream in = zip.getInputStream(entry)) {
      String word = new String(in.readNBytes(16), StandardCharsets.US_ASCII).strip();
      return switch (word) {
        case "little" -> ByteOrder.LITTLE_ENDIAN;
        case "big" -> ByteOrder.BIG_ENDIAN;
        default -> throw new PickleException("its byteorder is neither little nor big");
      };
    }
  }

  /** The pickle with everything but the numbers; the caller closes it. */
  InputStream pickle() throws IOException {
    return zip.getInputStream(zip.getEntry(prefix + PICKLE));
  }

  @Override
  public ByteOrder order() {
    return order;
  }

  @Override
  public byte[] read(TorchStorage storage, long from, int length) throws IOException {
    @Nullable ZipEntry entry = zip.getEntry(prefix + "data/" + storage.key());
    if (entry == null) {
      throw new PickleException("it lacks the storage data/" + storage.key());
    }
    try (InputStream in = zip.getInputStream(entry)) {
      in.skipNBytes(from);
      byte[] bytes = in.readNBytes(length);
      if (bytes.length < length) {
        throw new java.io.EOFException();
      }
      return bytes;
    } catch (java.io.EOFException | ZipException e) {
      throw new PickleException("its storage data/" + storage.key() + " is cut off or damaged");
    }
  }

  @Override
  public void close() {
    try {
      zip.close();
    } catch (IOException e) {
      // Nothing was written, so nothing can be lost.
    }
  }
}
