package dev.rookery.registry.download;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rookery.api.UserException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tunnels to https addresses through a proxy that wants a login. */
final class ProxyLoginTest {

  private static final DownloadSettings QUICK =
      new DownloadSettings(false, 3, Duration.ofMillis(1), Duration.ofSeconds(20));

  @TempDir Path temp;

  /** A proxy that asks for a login, takes one, and then says that the other side is away. */
  private static final class Proxy implements AutoCloseable {
    private final ServerSocket socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final List<String> logins = Collections.synchronizedList(new ArrayList<>());
    private final String right;

    Proxy(String login) throws IOException {
      right = "Basic " + Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8));
      Thread thread = new Thread(this::serve, "proxy");
      thread.setDaemon(true);
      thread.start();
    }

    private void serve() {
      while (!socket.isClosed()) {
        try (Socket client = socket.accept()) {
          answer(client);
        } catch (IOException e) {
          if (!socket.isClosed()) {
            throw new UncheckedIOException(e);
          }
        }
      }
    }

    private void answer(Socket client) throws IOException {
      BufferedReader in =
          new BufferedReader(
              new InputStreamReader(client.getInputStream(), StandardCharsets.US_ASCII));
      String request = in.readLine();
      if (request == null) {
        return;
      }
      String login = "none";
      for (String line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
        if (line.toLowerCase(java.util.Locale.ROOT).startsWith("proxy-authorization: ")) {
          login = line.substring(line.indexOf(' ') + 1);
        }
      }
      logins.add(request.split(" ")[0] + " " + login);
      String answer =
          login.equals(right)
              ? "HTTP/1.1 404 Not Found\r\n"
              : "HTTP/1.1 407 Login\r\nProxy-Authenticate: Basic realm=\"p\"\r\n";
      client
          .getOutputStream()
          .write(
              (answer + "Content-Length: 0\r\nConnection: close\r\n\r\n")
                  .getBytes(StandardCharsets.US_ASCII));
      client.getOutputStream().flush();
    }

    private void fetch(String login, Path target) {
      new HttpDownloads(
              QUICK,
              Map.of("https_proxy", "http://" + login + "@127.0.0.1:" + socket.getLocalPort()),
              DownloadProgress.SILENT)
          .fetch(URI.create("https://data.invalid/x"), "0".repeat(64), target);
    }

    @Override
    public void close() throws IOException {
      socket.close();
    }
  }

  @Test
  void theProxyGetsTheLoginThatItAsksFor() throws Exception {
    try (Proxy proxy = new Proxy("ann:sesame")) {
      assertThatThrownBy(() -> proxy.fetch("ann:sesame", temp.resolve("x")))
          .isInstanceOf(UserException.class)
          .hasMessageNotContainingAny("got: 407", "login");
      assertThat(proxy.logins).startsWith("CONNECT none", "CONNECT " + proxy.right);
    }
  }

  @Test
  void aWrongLoginIsFinal() throws Exception {
    try (Proxy proxy = new Proxy("ann:sesame")) {
      assertThatThrownBy(() -> proxy.fetch("ann:wrong", temp.resolve("x")))
          .isInstanceOf(UserException.class)
          .hasMessageContaining("407 (the proxy wants a login)")
          .hasMessageNotContaining("attempts");
      assertThat(proxy.logins).as("no further attempt").containsOnlyOnce("CONNECT none");
    }
  }
}
