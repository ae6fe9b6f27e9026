package dev.rookery.registry.zoo;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;

/** Writes zip files as no honest program would. */
final class ZipBuilder implements AutoCloseable {

  private final ZipArchiveOutputStream zip;

  ZipBuilder(Path file) throws IOException {
    zip = new ZipArchiveOutputStream(file);
  }

  ZipBuilder file(String name, String content) throws IOException {
    return entry(name, 0100644, content.getBytes(StandardCharsets.UTF_8));
  }

  ZipBuilder link(String name, String target) throws IOException {
    return entry(name, 0120777, target.getBytes(StandardCharsets.UTF_8));
  }

  ZipBuilder entry(String name, int mode, byte[] content) throws IOException {
    ZipArchiveEntry entry = new ZipArchiveEntry(name);
    entry.setUnixMode(mode);
    zip.putArchiveEntry(entry);
    zip.write(content);
    zip.closeArchiveEntry();
    return this;
  }

  @Override
  public void close() throws IOException {
    zip.close();
  }
}
