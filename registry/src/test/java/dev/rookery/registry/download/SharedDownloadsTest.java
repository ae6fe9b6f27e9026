package dev.rookery.registry.download;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several threads and processes want the same file at the same time. */
final class SharedDownloadsTest {

  private static final DownloadSettings QUICK =
      new DownloadSettings(false, 3, Duration.ofMillis(1), Duration.ofSeconds(20));

  @TempDir Path temp;
  private final byte[] content = new byte[300_000];
  private String digest;
  private Path target;

  @BeforeEach
  void content() throws IOException {
    new Random(3).nextBytes(content);
    digest = Checksum.Kind.SHA_256.of(Files.write(temp.resolve("original"), content));
    target = temp.resolve("new/folder/data.zip");
  }

  @Test
  void severalThreadsFetchOneFileOnce() throws Exception {
    AtomicInteger served = new AtomicInteger();
    ExecutorService threads = Executors.newFixedThreadPool(6);
    try (TestServer server =
        new TestServer(
            exchange -> {
              served.incrementAndGet();
              TestServer.file(content).handle(exchange);
            })) {
      List<Future<Path>> results = new ArrayList<>();
      for (int i = 0; i < 6; i++) {
        results.add(
            threads.submit(
                () ->
                    new HttpDownloads(QUICK, Map.of(), DownloadProgress.SILENT)
                        .fetch(server.uri("/"), digest, target)));
      }
      for (Future<Path> result : results) {
        assertThat(result.get()).isEqualTo(target);
      }
    } finally {
      threads.shutdownNow();
    }
    assertThat(served).hasValue(1);
    assertThat(target).hasBinaryContent(content);
    try (Stream<Path> files = Files.list(target.getParent())) {
      assertThat(files).containsExactly(target);
    }
  }

  @Test
  void severalProcessesFetchOneFileOnce() throws Exception {
    AtomicInteger served = new AtomicInteger();
    try (TestServer server =
        new TestServer(
            exchange -> {
              served.incrementAndGet();
              TestServer.file(content).handle(exchange);
            })) {
      List<Process> processes = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        processes.add(
            new ProcessBuilder(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-cp",
                    System.getProperty("java.class.path"),
                    Fetching.class.getName(),
                    server.uri("/").toString(),
                    digest,
                    target.toString())
                .inheritIO()
                .start());
      }
      for (Process process : processes) {
        assertThat(process.waitFor()).isZero();
      }
    }
    assertThat(served).hasValue(1);
    assertThat(target).hasBinaryContent(content);
    try (Stream<Path> files = Files.list(target.getParent())) {
      assertThat(files).containsExactly(target);
    }
  }

  /** What the forked processes of {@link #severalProcessesFetchOneFileOnce} run. */
  static final class Fetching {
    private Fetching() {}

    public static void main(String[] args) {
      new HttpDownloads(QUICK, Map.of(), DownloadProgress.SILENT)
          .fetch(URI.create(args[0]), args[1], Path.of(args[2]));
    }
  }
}
