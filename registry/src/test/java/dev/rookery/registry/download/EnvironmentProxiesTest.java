package dev.rookery.registry.download;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class EnvironmentProxiesTest {

  private static final Map<String, String> ENVIRONMENT =
      Map.of(
          "HTTP_PROXY", "plain.example:3128",
          "https_proxy", "http://user:secret@secure.example:8443/",
          "NO_PROXY", "localhost, .internal.example,*.other.example,exact.example");

  @ParameterizedTest
  @CsvSource({
    "http://a.example/x, plain.example:3128",
    "https://a.example/x, secure.example:8443",
    "https://localhost/x, DIRECT",
    "https://x.internal.example/x, DIRECT",
    "http://y.other.example/x, DIRECT",
    "http://EXACT.example/x, DIRECT",
    "http://inexact.example/x, plain.example:3128"
  })
  void choosesAsCurlDoes(URI target, String expected) {
    Proxy proxy = new EnvironmentProxies(ENVIRONMENT).select(target).get(0);

    assertThat(
            proxy.address() instanceof InetSocketAddress address
                ? address.getHostString() + ":" + address.getPort()
                : proxy.type().toString())
        .isEqualTo(expected);
  }

  @Test
  void starExceptsEverything() {
    EnvironmentProxies proxies =
        new EnvironmentProxies(Map.of("all_proxy", "p:1", "no_proxy", "*"));

    assertThat(proxies.select(URI.create("http://a/"))).containsExactly(Proxy.NO_PROXY);
  }

  @Test
  void downloadsGoThroughTheProxy(@TempDir Path temp) throws Exception {
    byte[] content = {1, 2, 3};
    String digest = Checksum.Kind.SHA_256.of(Files.write(temp.resolve("original"), content));
    try (TestServer proxy = new TestServer(TestServer.file(content))) {
      Map<String, String> environment =
          Map.of("http_proxy", "127.0.0.1:" + proxy.uri("/").getPort());
      new HttpDownloads(
              new DownloadSettings(false, 1, Duration.ofMillis(1), Duration.ofSeconds(20)),
              environment,
              DownloadProgress.SILENT)
          .fetch(URI.create("http://data.invalid/x"), digest, temp.resolve("x"));

      assertThat(proxy.ranges()).hasSize(1);
    }
    assertThat(temp.resolve("x")).hasBinaryContent(content);
  }
}
