package dev.rookery.runtime.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.rookery.api.UserException;
import dev.rookery.registry.download.Checksum;
import dev.rookery.registry.download.DownloadProgress;
import dev.rookery.registry.download.DownloadSettings;
import dev.rookery.registry.download.HttpDownloads;
import dev.rookery.registry.zoo.HuggingFace;
import dev.rookery.registry.zoo.ModelCache;
import dev.rookery.registry.zoo.Zoo;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Folders of Hugging Face: ours are used, others are pulled and named. */
final class NamedModelsTest {

  private static final String COMMIT = "0123456789abcdef0123456789abcdef01234567";

  @TempDir Path temp;
  private HttpServer server;
  private NamedModels models;

  @BeforeEach
  void serve() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    Map<String, String> environment =
        Map.of("HF_ENDPOINT", "http://127.0.0.1:" + server.getAddress().getPort());
    HttpDownloads downloads =
        new HttpDownloads(DownloadSettings.from(environment), environment, DownloadProgress.SILENT);
    ModelCache cache = new ModelCache(temp.resolve("cache"));
    models =
        new NamedModels(
            new Zoo(List.of(), downloads, cache), new HuggingFace(environment, downloads, cache));
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private void repositoryOf(String file) throws IOException {
    Path local = Files.writeString(temp.resolve(file), "agent.name = repeat-label\n");
    byte[] listing =
        "{\"sha\": \"%s\", \"siblings\": [{\"rfilename\": \"%s\", \"size\": %d, \"blobId\": \"%s\"}]}"
            .formatted(COMMIT, file, Files.size(local), Checksum.Kind.GIT_BLOB.of(local))
            .getBytes(java.nio.charset.StandardCharsets.UTF_8);
    answer("/api/models/acme/tiny/revision/main", listing);
    answer("/acme/tiny/resolve/" + COMMIT + "/" + file, Files.readAllBytes(local));
  }

  private void answer(String path, byte[] content) {
    server.createContext(
        path,
        exchange -> {
          try (exchange) {
            exchange.sendResponseHeaders(200, content.length);
            exchange.getResponseBody().write(content);
          }
        });
  }

  @Test
  void aModelOfOursIsUsed() throws IOException {
    repositoryOf("experiment.conf");

    assertThat(models.folder("hf:acme/tiny").resolve("experiment.conf")).exists();
  }

  @Test
  void anotherOneIsPulledAndNamed() throws IOException {
    repositoryOf("config.json");

    assertThatThrownBy(() -> models.folder("hf:acme/tiny"))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("hf:acme/tiny was pulled to " + temp.resolve("cache"))
        .hasMessageContaining("can't be run yet")
        .hasMessageNotContaining("\n");
  }

  @Test
  void anyOtherNameIsAPath() {
    assertThat(models.folder("runs/tutor")).isEqualTo(Path.of("runs/tutor"));
  }
}
