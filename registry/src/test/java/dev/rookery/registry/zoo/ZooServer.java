package dev.rookery.registry.zoo;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Serves a folder on this machine, and fails where it is told to. */
final class ZooServer implements AutoCloseable {

  /** One request. */
  record Request(String method, String path, String range, String authorization) {}

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Path folder;
  private final Map<String, Deque<HttpHandler>> faults = new ConcurrentHashMap<>();
  private final List<Request> requests = Collections.synchronizedList(new ArrayList<>());

  ZooServer(Path folder) throws IOException {
    this.folder = folder;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", this::answer);
    server.start();
  }

  String address() {
    return origin() + "/";
  }

  String origin() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** The next requests for a file whose path ends so are answered by these, one by one. */
  void next(String ending, HttpHandler... answers) {
    faults.put(ending, new ArrayDeque<>(Arrays.asList(answers)));
  }

  /** The requests so far for files whose path ends so. */
  List<Request> requests(String ending) {
    return List.copyOf(requests).stream().filter(r -> r.path().endsWith(ending)).toList();
  }

  static HttpHandler status(int code) {
    return exchange -> {
      // a connection that is closed while the client still sends loses the answer
      exchange.getRequestBody().readAllBytes();
      exchange.sendResponseHeaders(code, -1);
    };
  }

  static HttpHandler redirect(String location) {
    return exchange -> {
      exchange.getResponseHeaders().set("Location", location);
      exchange.sendResponseHeaders(302, -1);
    };
  }

  static HttpHandler body(byte[] content) {
    return exchange -> {
      exchange.sendResponseHeaders(200, content.length);
      exchange.getResponseBody().write(content);
    };
  }

  /** Promises all of the content and breaks off. */
  static HttpHandler breakOffAfter(int bytes, byte[] content) {
    return exchange -> {
      exchange.sendResponseHeaders(200, content.length);
      exchange.getResponseBody().write(content, 0, bytes);
      exchange.getResponseBody().flush();
    };
  }

  private void answer(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    requests.add(
        new Request(
            exchange.getRequestMethod(),
            path,
            String.valueOf(exchange.getRequestHeaders().getFirst("Range")),
            String.valueOf(exchange.getRequestHeaders().getFirst("Authorization"))));
    try (exchange) {
      for (Map.Entry<String, Deque<HttpHandler>> fault : faults.entrySet()) {
        HttpHandler answer = path.endsWith(fault.getKey()) ? fault.getValue().poll() : null;
        if (answer != null) {
          answer.handle(exchange);
          return;
        }
      }
      serve(exchange, folder.resolve(path.substring(1)));
    }
  }

  private static void serve(HttpExchange exchange, Path file) throws IOException {
    if (exchange.getRequestMethod().equals("PUT")) {
      Files.createDirectories(file.getParent());
      Files.write(file, exchange.getRequestBody().readAllBytes());
      exchange.sendResponseHeaders(201, -1);
      return;
    }
    if (!Files.isRegularFile(file)) {
      exchange.sendResponseHeaders(404, -1);
      return;
    }
    byte[] content = Files.readAllBytes(file);
    String range = exchange.getRequestHeaders().getFirst("Range");
    int from = range == null ? 0 : Integer.parseInt(range.replaceAll("bytes=(\\d+)-", "$1"));
    if (range != null && from >= content.length) {
      exchange.getResponseHeaders().set("Content-Range", "bytes */" + content.length);
      exchange.sendResponseHeaders(416, -1);
      return;
    }
    if (range != null) {
      exchange
          .getResponseHeaders()
          .set(
              "Content-Range",
              "bytes %d-%d/%d".formatted(from, content.length - 1, content.length));
    }
    exchange.sendResponseHeaders(range == null ? 200 : 206, content.length - from);
    exchange.getResponseBody().write(content, from, content.length - from);
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
