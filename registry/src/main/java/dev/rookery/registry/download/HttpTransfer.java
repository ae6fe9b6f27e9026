package dev.rookery.registry.download;

import dev.rookery.api.UserException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One attempt to fetch the rest of a file over HTTP. */
final class HttpTransfer {

  private static final Pattern RANGE = Pattern.compile("bytes (\\d+)-\\d+/(\\d+|\\*)");
  private static final Pattern UNSATISFIED = Pattern.compile("bytes \\*/(\\d+)");

  /** Request timeout, too many requests: the same request may succeed later. */
  private static final Set<Integer> TEMPORARY = Set.of(408, 425, 429);

  private final HttpClient client;
  private final Duration stall;
  private final DownloadProgress progress;

  HttpTransfer(HttpClient client, Duration stall, DownloadProgress progress) {
    this.client = client;
    this.stall = stall;
    this.progress = progress;
  }

  /**
   * Fetches what is missing.
   *
   * @throws IOException if another attempt may succeed
   * @throws UserException if none will
   */
  void run(URI source, PartFile part) throws IOException, InterruptedException {
    long have = part.size();
    HttpRequest.Builder request = HttpRequest.newBuilder(source).timeout(stall);
    if (have > 0) {
      request.header("Range", "bytes=" + have + "-");
    }
    HttpResponse<InputStream> response = send(request.build());
    try (InputStream body = new StallGuard(response.body(), stall)) {
      switch (response.statusCode()) {
        case 200 -> part.append(body, 0, source, length(response), progress);
        case 206 -> resume(body, have, source, part, response);
        case 416 -> {
          if (!isComplete(response, have)) {
            part.delete();
            throw new IOException("what was there of it doesn't fit; beginning anew");
          }
        }
        default -> throw refused(source, response.statusCode());
      }
    }
  }

  /** Where a proxy refuses the password the client throws, in words alone; trying on is no use. */
  private HttpResponse<InputStream> send(HttpRequest request)
      throws IOException, InterruptedException {
    try {
      return client.send(request, HttpResponse.BodyHandlers.ofInputStream());
    } catch (IOException e) {
      if (String.valueOf(e.getMessage()).contains("too many authentication attempts")) {
        throw refused(request.uri(), 407);
      }
      throw e;
    }
  }

  private void resume(
      InputStream body, long have, URI source, PartFile part, HttpResponse<?> response)
      throws IOException {
    Matcher range = RANGE.matcher(response.headers().firstValue("Content-Range").orElse(""));
    if (!range.matches() || Long.parseLong(range.group(1)) != have) {
      part.delete();
      throw new IOException("the server sent another range than asked for; beginning anew");
    }
    String total = range.group(2);
    part.append(
        body,
        have,
        source,
        total.equals("*") ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(total)),
        progress);
  }

  private static boolean isComplete(HttpResponse<?> response, long have) {
    Matcher size = UNSATISFIED.matcher(response.headers().firstValue("Content-Range").orElse(""));
    return size.matches() && Long.parseLong(size.group(1)) == have;
  }

  private static OptionalLong length(HttpResponse<?> response) {
    return response.headers().firstValueAsLong("Content-Length");
  }

  private static IOException refused(URI source, int status) throws UserException {
    if (status >= 500 || TEMPORARY.contains(status)) {
      return new IOException("the server answered " + status);
    }
    throw new UserException(
        "can't fetch "
            + source
            + ": the server answered "
            + status
            + switch (status) {
              case 404, 410 -> " (no such file); check the address or fetch the file elsewhere";
              case 401, 403 -> " (no access); the address may need a login";
              case 407 ->
                  " (the proxy wants a login); put the right user:password into the proxy's"
                      + " address";
              default -> "; check the address";
            });
  }
}
