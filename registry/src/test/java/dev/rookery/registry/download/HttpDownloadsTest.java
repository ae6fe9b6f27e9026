package dev.rookery.registry.download;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.rookery.api.UserException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class HttpDownloadsTest {

  private static final DownloadSettings QUICK =
      new DownloadSettings(false, 3, Duration.ofMillis(1), Duration.ofSeconds(20));

  @TempDir Path temp;
  private final byte[] content = new byte[300_000];
  private String digest;
  private Path target;
  private final List<Long> progress = new ArrayList<>();
  private final HttpDownloads downloads =
      new HttpDownloads(QUICK, Map.of(), (source, bytes, total) -> progress.add(bytes));

  @BeforeEach
  void content() throws IOException {
    new Random(3).nextBytes(content);
    digest = Checksum.Kind.SHA_256.of(Files.write(temp.resolve("original"), content));
    target = temp.resolve("new/folder/data.zip");
  }

  private void assertFetched() throws IOException {
    assertThat(Files.readAllBytes(target)).isEqualTo(content);
    assertNothingElse("data.zip");
  }

  private void assertNothingElse(String... names) throws IOException {
    try (Stream<Path> files = Files.list(target.getParent())) {
      assertThat(files.map(path -> path.getFileName().toString())).containsExactlyInAnyOrder(names);
    }
  }

  private Path part() {
    return target.resolveSibling("data.zip.part");
  }

  private void part(int bytes) throws IOException {
    Files.createDirectories(target.getParent());
    Files.write(part(), Arrays.copyOf(content, bytes));
  }

  @Test
  void digestIsThatOfTheStandard() throws Exception {
    assertThat(Checksum.Kind.SHA_256.of(Files.writeString(temp.resolve("abc"), "abc")))
        .isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  }

  @Test
  void fetchesAndTellsProgress() throws Exception {
    try (TestServer server = new TestServer(TestServer.file(content))) {
      assertThat(downloads.fetch(server.uri("/data.zip"), digest, target)).isEqualTo(target);
    }
    assertFetched();
    assertThat(progress).isSorted().startsWith(0L).endsWith((long) content.length);
  }

  @Test
  void requestsOneAfterTheOtherShareAConnection() throws Exception {
    Set<InetSocketAddress> callers = ConcurrentHashMap.newKeySet();
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          callers.add(exchange.getRemoteAddress());
          exchange.sendResponseHeaders(200, content.length);
          exchange.getResponseBody().write(content);
          exchange.getResponseBody().close(); // the exchange's own close ends the connection
        });
    server.start();
    try {
      URI source = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/index.json");
      downloads.read(source, content.length);
      downloads.read(source, content.length);
      downloads.fetch(source, digest, target);
    } finally {
      server.stop(0);
    }
    assertThat(callers).hasSize(1);
  }

  @Test
  void doesNotFetchWhatIsThereAndReplacesWhatIsWrong() throws Exception {
    try (TestServer server = new TestServer(TestServer.file(content))) {
      downloads.fetch(server.uri("/"), digest, target);
      downloads.fetch(server.uri("/"), digest, target);
      assertThat(server.ranges()).hasSize(1);

      Files.writeString(target, "something else");
      downloads.fetch(server.uri("/"), digest, target);
      assertThat(server.ranges()).hasSize(2);
    }
    assertFetched();
  }

  @Test
  void goesOnWhereTheServerBrokeOff() throws Exception {
    try (TestServer server =
        new TestServer(
            TestServer.breaksOffAfter(100_000, content),
            TestServer.breaksOffAfter(50_000, content),
            TestServer.file(content))) {
      downloads.fetch(server.uri("/"), digest, target);

      assertThat(server.ranges()).hasSize(3).startsWith("null");
      // How much of what was sent arrives before the break is the network's affair.
      assertThat(server.ranges().get(2)).matches("bytes=\\d+-");
    }
    assertFetched();
  }

  @Test
  void manyBreaksAreNoFailureAsLongAsBytesCome() throws Exception {
    try (TestServer server = new TestServer(TestServer.breaksOffAfter(30_000, content))) {
      downloads.fetch(server.uri("/"), digest, target);

      assertThat(server.ranges()).hasSizeGreaterThan(QUICK.attempts() * 2);
    }
    assertFetched();
  }

  @Test
  void goesOnWithWhatAnEarlierProcessLeft() throws Exception {
    part(123_456);
    try (TestServer server = new TestServer(TestServer.file(content))) {
      downloads.fetch(server.uri("/"), digest, target);

      assertThat(server.ranges()).containsExactly("bytes=123456-");
    }
    assertFetched();
    assertThat(progress).startsWith(123_456L);
  }

  @Test
  void beginsAnewWhereTheServerKnowsNoRanges() throws Exception {
    part(1000);
    try (TestServer server = new TestServer(TestServer.alwaysWhole(content))) {
      downloads.fetch(server.uri("/"), digest, target);
    }
    assertFetched();
  }

  @Test
  void aCompletePartNeedsNoByte() throws Exception {
    part(content.length);
    try (TestServer server = new TestServer(TestServer.file(content))) {
      downloads.fetch(server.uri("/"), digest, target);

      assertThat(server.ranges()).containsExactly("bytes=300000-");
    }
    assertFetched();
  }

  @Test
  void aPartLongerThanTheFileIsThrownAway() throws Exception {
    part(content.length + 5);
    try (TestServer server = new TestServer(TestServer.file(content))) {
      downloads.fetch(server.uri("/"), digest, target);

      assertThat(server.ranges()).containsExactly("bytes=300005-", "null");
    }
    assertFetched();
  }

  @Test
  void aPartOfAnotherFileIsThrownAway() throws Exception {
    Files.createDirectories(target.getParent());
    Files.write(part(), new byte[1000]);
    try (TestServer server = new TestServer(TestServer.file(content))) {
      downloads.fetch(server.uri("/"), digest, target);

      assertThat(server.ranges()).containsExactly("bytes=1000-", "null");
    }
    assertFetched();
  }

  @Test
  void anotherRangeThanAskedForIsThrownAway() throws Exception {
    part(1000);
    try (TestServer server =
        new TestServer(
            exchange -> {
              exchange.getResponseHeaders().set("Content-Range", "bytes 5-9/300000");
              exchange.sendResponseHeaders(206, 5);
              exchange.getResponseBody().write(content, 5, 5);
            },
            TestServer.file(content))) {
      downloads.fetch(server.uri("/"), digest, target);
    }
    assertFetched();
  }

  @ParameterizedTest
  @ValueSource(ints = {500, 502, 503, 429, 408})
  void triesAgainAfterATemporaryFailure(int status) throws Exception {
    try (TestServer server =
        new TestServer(
            TestServer.status(status), TestServer.status(status), TestServer.file(content))) {
      downloads.fetch(server.uri("/"), digest, target);
    }
    assertFetched();
  }

  @Test
  void givesUpInTheEndAndKeepsWhatHasCome() throws Exception {
    part(1000);
    try (TestServer server = new TestServer(TestServer.status(500))) {
      assertThatThrownBy(() -> downloads.fetch(server.uri("/d"), digest, target))
          .isInstanceOf(UserException.class)
          .hasMessageContaining(server.uri("/d").toString())
          .hasMessageContaining("after 3 attempts: the server answered 500")
          .hasMessageContaining(part().toString());
      assertThat(server.ranges()).hasSize(3);
    }
    assertThat(part()).hasSize(1000);
    assertThat(target).doesNotExist();
  }

  @Test
  void aFailureWithoutAnyByteTellsHowToDoItByHand() throws Exception {
    List<String> retries = new ArrayList<>();
    DownloadProgress listening =
        new DownloadProgress() {
          @Override
          public void advanced(URI source, long bytes, OptionalLong total) {}

          @Override
          public void retrying(URI source, String reason) {
            retries.add(reason);
          }
        };
    URI nobody;
    try (TestServer server = new TestServer(TestServer.status(500))) {
      nobody = server.uri("/d");
    }
    assertThatThrownBy(
            () -> new HttpDownloads(QUICK, Map.of(), listening).fetch(nobody, digest, target))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("after 3 attempts: no connection to " + nobody.getHost() + ". ")
        .hasMessageEndingWith("put it at " + target.toAbsolutePath());
    assertThat(retries)
        .containsExactly(
            "no connection to " + nobody.getHost() + " (attempt 2 of 3 follows)",
            "no connection to " + nobody.getHost() + " (attempt 3 of 3 follows)");
  }

  @ParameterizedTest
  @ValueSource(ints = {404, 403, 410, 400})
  void doesNotTryAgainWhatCannotSucceed(int status) throws Exception {
    try (TestServer server = new TestServer(TestServer.status(status))) {
      assertThatThrownBy(() -> downloads.fetch(server.uri("/d"), digest, target))
          .isInstanceOf(UserException.class)
          .hasMessageContaining(server.uri("/d") + ": the server answered " + status);
      assertThat(server.ranges()).hasSize(1);
    }
    assertNothingElse();
  }

  @Test
  void aWrongByteIsFoundAndLeavesNothing() throws Exception {
    byte[] wrong = content.clone();
    wrong[77_777]++;
    try (TestServer server = new TestServer(TestServer.file(wrong))) {
      assertThatThrownBy(() -> downloads.fetch(server.uri("/d"), digest, target))
          .isInstanceOf(UserException.class)
          .hasMessageContaining("is not the right file")
          .hasMessageContaining(digest);
    }
    assertNothingElse();
  }

  @Test
  void aSourceThatSendsTooMuchIsBrokenOff() throws Exception {
    int most = content.length / 3;
    long[] sent = {0};
    try (TestServer server =
        new TestServer(
            exchange -> {
              exchange.sendResponseHeaders(200, 0); // of unknown length, and it never ends
              for (; sent[0] < 1000; sent[0]++) {
                exchange.getResponseBody().write(content);
              }
            })) {
      assertThatThrownBy(() -> downloads.fetch(server.uri("/d"), digest, most, target))
          .isInstanceOf(UserException.class)
          .hasMessageContaining("/d is not the right file: it has more than the " + most);
      assertThat(server.ranges()).as("no further attempt").hasSize(1);
    }
    assertThat(progress).allMatch(bytes -> bytes <= most);
    assertNothingElse();
    try (TestServer server = new TestServer(TestServer.file(content))) {
      assertThatThrownBy(() -> downloads.fetch(server.uri("/d"), digest, most, target))
          .hasMessageContaining("more than");
      downloads.fetch(server.uri("/d"), digest, content.length, target);
    }
    assertFetched();
  }

  @Test
  void aSilentConnectionIsBrokenOff() throws Exception {
    HttpDownloads impatient =
        new HttpDownloads(
            new DownloadSettings(false, 3, Duration.ofMillis(1), Duration.ofMillis(400)),
            Map.of(),
            DownloadProgress.SILENT);
    try (TestServer server =
        new TestServer(
            exchange -> {
              exchange.sendResponseHeaders(200, content.length);
              exchange.getResponseBody().write(content, 0, 5000);
              exchange.getResponseBody().flush();
              try {
                Thread.sleep(60_000); // until the server is closed
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            },
            TestServer.file(content))) {
      impatient.fetch(server.uri("/"), digest, target);

      assertThat(server.ranges()).containsExactly("null", "bytes=5000-");
    }
    assertFetched();
  }

  @Test
  void followsRedirects() throws Exception {
    try (TestServer server =
        new TestServer(
            exchange -> {
              exchange.getResponseHeaders().set("Location", "/elsewhere");
              exchange.sendResponseHeaders(302, -1);
            },
            TestServer.file(content))) {
      downloads.fetch(server.uri("/"), digest, target);
    }
    assertFetched();
  }

  @Test
  void noServerIsOneClearError() throws Exception {
    URI gone;
    try (TestServer server = new TestServer(TestServer.status(500))) {
      gone = server.uri("/d");
    }
    assertThatThrownBy(() -> downloads.fetch(gone, digest, target))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("can't fetch " + gone);
  }

  @Test
  void readsFileAddressesAlsoOffline() throws Exception {
    HttpDownloads offline =
        new HttpDownloads(QUICK.withOffline(true), Map.of(), DownloadProgress.SILENT);
    offline.fetch(temp.resolve("original").toUri(), digest, target);
    assertFetched();

    assertThatThrownBy(
            () -> offline.fetch(temp.resolve("none").toUri(), digest, temp.resolve("other")))
        .isInstanceOf(UserException.class)
        .hasMessageContaining(temp.resolve("none").toString());
    assertThatThrownBy(() -> offline.fetch(URI.create("file:x"), digest, temp.resolve("other")))
        .isInstanceOf(UserException.class);
  }

  @Test
  void offlineNamesTheFileThatIsMissing() throws Exception {
    HttpDownloads offline =
        new HttpDownloads(
            DownloadSettings.from(Map.of("ROOKERY_OFFLINE", "1")),
            Map.of(),
            DownloadProgress.SILENT);
    try (TestServer server = new TestServer(TestServer.file(content))) {
      assertThatThrownBy(() -> offline.fetch(server.uri("/d"), digest, target))
          .isInstanceOf(UserException.class)
          .hasMessageContaining("offline, and " + target + " is missing")
          .hasMessageContaining(server.uri("/d").toString())
          .hasMessageContaining(digest);
      assertThat(server.ranges()).isEmpty();

      Files.createDirectories(target.getParent());
      Files.write(target, content);
      assertThat(offline.fetch(server.uri("/d"), digest, target)).isEqualTo(target);
    }
    assertThat(DownloadSettings.from(Map.of("ROOKERY_OFFLINE", "false")).offline()).isFalse();
    assertThat(DownloadSettings.from(Map.of()).offline()).isFalse();
  }

  @Test
  void unknownSchemesAndDigestsAreRefused() {
    assertThatThrownBy(() -> downloads.fetch(URI.create("ftp://x/y"), digest, target))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("only http, https and file");
    assertThatThrownBy(() -> downloads.fetch(URI.create("http://x/y"), "ABC", target))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
