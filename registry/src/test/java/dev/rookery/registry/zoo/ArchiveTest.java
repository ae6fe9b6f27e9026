package dev.rookery.registry.zoo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rookery.api.UserException;
import dev.rookery.registry.zoo.ZooFile.Format;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ArchiveTest {

  @TempDir Path temp;
  private Path target;
  private Path archive;

  @BeforeEach
  void folders() throws IOException {
    target = Files.createDirectories(temp.resolve("below/target"));
    archive = temp.resolve("model.zip");
  }

  private void unzip() {
    new ArchiveReader(archive, 1000).unpack(Format.ZIP, target);
  }

  private void assertRefused(String entry, String why) throws IOException {
    assertThatThrownBy(this::unzip)
        .isInstanceOf(UserException.class)
        .hasMessageContaining(archive.toString())
        .hasMessageContaining("\"" + entry + "\"")
        .hasMessageContaining(why)
        .hasMessageNotContaining("\n");
    assertThat(files(temp)).as("nothing outside").containsOnlyOnce("model.zip");
    assertThat(files(temp)).allMatch(f -> f.equals("model.zip") || f.startsWith("below/target/"));
  }

  private static Stream<String> files(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all
          .filter(Files::isRegularFile)
          .map(f -> folder.relativize(f).toString())
          .toList()
          .stream();
    }
  }

  @Test
  void whatIsPackedIsUnpacked() throws IOException {
    Path folder = Files.createDirectories(temp.resolve("model"));
    Files.createDirectories(folder.resolve("sub/folder"));
    Files.writeString(folder.resolve("b.txt"), "bee");
    Files.writeString(folder.resolve("sub/folder/ä.txt"), "umlaut");
    Files.createFile(folder.resolve("empty"));

    assertThat(ArchiveWriter.pack(folder, archive)).isEqualTo(9);
    unzip();

    assertThat(files(target)).containsExactlyInAnyOrder("b.txt", "sub/folder/ä.txt", "empty");
    assertThat(target.resolve("sub/folder/ä.txt")).hasContent("umlaut");
  }

  @Test
  void theSameFilesGiveTheSameBytes() throws IOException {
    for (String name : new String[] {"first", "second"}) {
      Path folder = Files.createDirectories(temp.resolve(name));
      String[] files = name.equals("first") ? new String[] {"a", "b"} : new String[] {"b", "a"};
      for (String file : files) {
        Path path = Files.writeString(folder.resolve(file), file + file);
        Files.setLastModifiedTime(path, FileTime.fromMillis(name.length() * 86_400_000L));
      }
      ArchiveWriter.pack(folder, temp.resolve(name + ".zip"));
    }
    assertThat(temp.resolve("first.zip")).hasSameBinaryContentAs(temp.resolve("second.zip"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"../evil", "a/../../evil", "/tmp/evil", "C:/evil"})
  void pathsOutsideAreRefused(String name) throws IOException {
    try (ZipBuilder zip = new ZipBuilder(archive)) {
      zip.file("good", "x").file(name, "x");
    }
    assertRefused(name, name.startsWith("/") || name.startsWith("C") ? "absolute" : "");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a//b", "./a", "a/./b", "a\u0007b"})
  void namesThatAreNotPlainAreRefused(String name) throws IOException {
    try (ZipBuilder zip = new ZipBuilder(archive)) {
      zip.file(name, "x");
    }
    assertRefused(name.replace('\u0007', '?'), "");
  }

  @ParameterizedTest
  @ValueSource(strings = {"..\\evil", "C:\\evil", "\\\\host\\evil", "a\\..\\evil", "a:stream"})
  void namesThatOtherSystemsReadAsPathsAreRefused(String name) {
    assertThat(EntryNames.check(name)).isPresent();
  }

  @Test
  void linksAreRefused() throws IOException {
    try (ZipBuilder zip = new ZipBuilder(archive)) {
      zip.link("passwords", "/etc/passwd");
    }
    assertRefused("passwords", "link");
  }

  @Test
  void namesThatAreThereTwiceAreRefused() throws IOException {
    try (ZipBuilder zip = new ZipBuilder(archive)) {
      zip.file("weights", "x").file("Weights", "y");
    }
    assertRefused("Weights", "twice");

    Files.delete(archive);
    folders();
    try (ZipBuilder zip = new ZipBuilder(archive)) {
      zip.file("sub", "x").file("sub/file", "y");
    }
    Files.deleteIfExists(target.resolve("weights"));
    assertRefused("sub/file", "twice");
  }

  @Test
  void aBombIsRefusedBeforeItIsLarge() throws IOException {
    try (ZipBuilder zip = new ZipBuilder(archive)) {
      zip.file("small", "x").entry("bomb", 0100644, new byte[50_000_000]);
    }
    assertThat(Files.size(archive)).isLessThan(100_000);

    assertRefused("bomb", "1000 bytes");
    assertThat(target.resolve("bomb")).hasSize(0);
  }

  @Test
  void tooManyEntriesAreRefused() throws IOException {
    try (ZipBuilder zip = new ZipBuilder(archive)) {
      for (int i = 0; i < 10_001; i++) {
        zip.file("f" + i, "");
      }
    }
    assertThatThrownBy(this::unzip)
        .isInstanceOf(UserException.class)
        .hasMessageContaining("f10000")
        .hasMessageContaining("too many");
  }

  @Test
  void truncatedAndForeignFilesAreRefused() throws IOException {
    try (ZipBuilder zip = new ZipBuilder(archive)) {
      zip.file("a", "x".repeat(500));
    }
    byte[] whole = Files.readAllBytes(archive);
    for (int length : new int[] {0, 10, whole.length / 2, whole.length - 1}) {
      Files.write(archive, Arrays.copyOf(whole, length));
      assertThatThrownBy(this::unzip)
          .as("%d of %d bytes", length, whole.length)
          .isInstanceOf(UserException.class)
          .hasMessageContaining(archive + " is no whole zip archive");
    }
  }

  @Test
  void aDamagedEntryIsNamed() throws IOException {
    Path folder = Files.createDirectories(temp.resolve("model"));
    Files.writeString(folder.resolve("weights"), "0123456789");
    ArchiveWriter.pack(folder, archive);
    String bytes = Files.readString(archive, StandardCharsets.ISO_8859_1);
    Files.writeString(
        archive, bytes.replace("0123456789", "0123x56789"), StandardCharsets.ISO_8859_1);

    assertThatThrownBy(this::unzip)
        .isInstanceOf(UserException.class)
        .hasMessageContaining("\"weights\" is damaged");
  }

  private void tar(TarArchiveEntry entry, String content) throws IOException {
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(archive));
        TarArchiveOutputStream tar = new TarArchiveOutputStream(out)) {
      byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
      entry.setSize(bytes.length);
      tar.putArchiveEntry(entry);
      tar.write(bytes);
      tar.closeArchiveEntry();
    }
  }

  @Test
  void tarballsAreUnpackedWithTheSameCare() throws IOException {
    tar(new TarArchiveEntry("./sub/weights"), "0123");
    new ArchiveReader(archive, 1000).unpack(Format.TAR_GZ, target);
    assertThat(target.resolve("sub/weights")).hasContent("0123");

    TarArchiveEntry link = new TarArchiveEntry("link", TarConstants.LF_SYMLINK);
    link.setLinkName("/etc/passwd");
    tar(link, "");
    assertThatThrownBy(() -> new ArchiveReader(archive, 1000).unpack(Format.TAR_GZ, target))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("\"link\" is a link");

    tar(new TarArchiveEntry("../evil", true), "x");
    assertThatThrownBy(() -> new ArchiveReader(archive, 1000).unpack(Format.TAR_GZ, target))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("\"../evil\" leads out");

    byte[] whole = Files.readAllBytes(archive);
    Files.write(archive, Arrays.copyOf(whole, whole.length / 2));
    assertThatThrownBy(() -> new ArchiveReader(archive, 1000).unpack(Format.TAR_GZ, target))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("no whole tar.gz");
  }
}
