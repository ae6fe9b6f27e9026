package dev.rookery.plugins.tasks.convai2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rookery.api.UserException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TarGzTest {

  private static final long PLENTY = 1 << 20;

  @TempDir private Path root;
  private Path archive;
  private Path folder;

  @BeforeEach
  void names() {
    archive = root.resolve("a.tgz");
    folder = root.resolve("out/in");
  }

  private void assertRefused(long most, String problem) {
    assertThatThrownBy(() -> TarGz.unpack(archive, folder, most))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("a.tgz")
        .hasMessageContaining(problem);
    assertThat(folder).isEmptyDirectory();
    assertThat(root.resolve("out")).isDirectoryNotContaining("glob:**evil*");
    assertThat(root).isDirectoryNotContaining("glob:**evil*");
  }

  @Test
  void filesKeepTheirFolders() throws IOException {
    Archives.write(archive, Map.of("a.txt", "one", "sub/b.txt", "two"));
    TarGz.unpack(archive, folder, PLENTY);
    assertThat(folder.resolve("a.txt")).hasContent("one");
    assertThat(folder.resolve("sub/b.txt")).hasContent("two");
    assertThat(folder).isDirectoryNotContaining("glob:**.unpacking*");
  }

  @ParameterizedTest
  @ValueSource(strings = {"../evil.txt", "a/../../evil.txt", "/tmp/../evil.txt", ".."})
  void pathsThatLeadElsewhereAreRefused(String name) throws IOException {
    Archives.write(archive, Map.of(name, "evil"));
    assertRefused(PLENTY, "leads out of its folder");
  }

  @Test
  void linksAreRefused() throws IOException {
    Archives.writeLink(archive, "link", "/etc");
    assertRefused(PLENTY, "not a plain file");
  }

  @Test
  void sizeIsLimitedOverAllFiles() throws IOException {
    Archives.write(archive, Map.of("a", "x".repeat(600), "b", "x".repeat(600)));
    assertRefused(1000, "more than is allowed");
  }

  @Test
  void archivesThatAreCutOffAreRefused() throws IOException {
    Archives.write(archive, Map.of("a", "x".repeat(600)));
    byte[] bytes = Files.readAllBytes(archive);
    Files.write(archive, Arrays.copyOf(bytes, bytes.length / 2));
    assertRefused(PLENTY, "cannot be unpacked");
  }
}
