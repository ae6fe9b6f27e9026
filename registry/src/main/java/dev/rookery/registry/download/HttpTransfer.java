package dev.rookery.registry.download;

import dev.rookery.api.UserException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
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

  private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);
  private static final int MOST_REDIRECTS = 10;

  private final HttpConnections connections;
  private final Duration stall;
  private final DownloadProgress progress;

  HttpTransfer(HttpConnections connections, Duration stall, DownloadProgress progress) {
    this.connections = connections;
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
    HttpResponse<InputStream> response = followed(source, have);
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

  /** The answer at the end of all redirects, each of which gets only the token of its own host. */
  private HttpResponse<InputStream> followed(URI source, long have)
      throws IOException, InterruptedException {
    URI at = source;
    for (int redirects = 0; redirects <= MOST_REDIRECTS; redirects++) {
      HttpRequest.Builder request = HttpRequest.newBuilder(at).timeout(stall);
      if (have > 0) {
        request.header("Range", "bytes=" + have + "-");
      }
      HttpResponse<InputStream> response = send(at, request);
      if (!REDIRECTS.contains(response.statusCode())) {
        return response;
      }
      response.body().close();
      at = target(source, at, response.headers().firstValue("Location").orElse(""));
    }
    throw new UserException(
        "can't fetch "
            + source
            + ": more than "
            + MOST_REDIRECTS
            + " redirects; check the address");
  }

  private static URI target(URI source, URI at, String location) {
    URI next;
    try {
      next = at.resolve(location);
    } catch (IllegalArgumentException e) {
      next = URI.create("nowhere");
    }
    boolean secure = "https".equalsIgnoreCase(next.getScheme());
    boolean plain = "http".equalsIgnoreCase(next.getScheme());
    if (location.isEmpty() || next.getHost() == null || !(secure || plain)) {
      throw new UserException(
          "can't fetch "
              + source
              + ": the server redirects to \""
              + location
              + "\", no web address");
    }
    if (plain && "https".equalsIgnoreCase(at.getScheme())) {
      throw new UserException(
          "can't fetch " + source + ": the server redirects from https to plain http, " + next);
    }
    return next;
  }

  /** Where a proxy refuses the password the client throws, in words alone; trying on is no use. */
  private HttpResponse<InputStream> send(URI at, HttpRequest.Builder request)
      throws IOException, InterruptedException {
    try {
      return connections.send(at, request, HttpResponse.BodyHandlers.ofInputStream());
    } catch (IOException e) {
      if (String.valueOf(e.getMessage()).contains("too many authentication attempts")) {
        throw refused(at, 407);
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
    String message = "can't fetch " + source + ": the server answered " + status;
    throw switch (status) {
      case 404, 410 ->
          new MissingFileException(
              message + " (no such file); check the address or fetch the file elsewhere");
      case 401, 403 ->
          new NoAccessException(
              message
                  + " (no access); if the address needs a token, set "
                  + AccessTokens.VARIABLE
                  + "="
                  + source.getHost()
                  + "=TOKEN, or HF_TOKEN for Hugging Face");
      case 407 ->
          new UserException(
              message
                  + " (the proxy wants a login); put the right user:password into the proxy's"
                  + " address");
      default -> new UserException(message + "; check the address");
    };
  }
}
