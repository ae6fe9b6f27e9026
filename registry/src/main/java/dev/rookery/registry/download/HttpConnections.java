package dev.rookery.registry.download;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Sends requests through the environment's proxies and with its tokens. Follows no redirects.
 * Connections are kept and used again. Thread-safe.
 */
final class HttpConnections {

  private final EnvironmentProxies proxies;
  private final AccessTokens tokens;
  private final Duration stall;

  /** By whether they answer a proxy that asks for a login; made when needed: each has a thread. */
  private final Map<Boolean, HttpClient> clients = new ConcurrentHashMap<>();

  HttpConnections(Map<String, String> environment, Duration stall) {
    proxies = new EnvironmentProxies(environment);
    tokens = new AccessTokens(environment);
    this.stall = stall;
  }

  /**
   * Sends a request.
   *
   * @param request for this address, without the token
   */
  <T> HttpResponse<T> send(URI at, HttpRequest.Builder request, HttpResponse.BodyHandler<T> handler)
      throws IOException, InterruptedException {
    Optional<String> token = tokens.of(at);
    Optional<String> login = proxies.loginFor(at);
    if (token.isPresent()) {
      request.header("Authorization", "Bearer " + token.get());
      // Java's client drops this header, and takes 401 for its own affair, once it has passwords.
      login.ifPresent(
          user ->
              request.header(
                  "Proxy-Authorization",
                  "Basic "
                      + Base64.getEncoder().encodeToString(user.getBytes(StandardCharsets.UTF_8))));
    }
    boolean answersProxies = token.isEmpty() && login.isPresent();
    return clients.computeIfAbsent(answersProxies, this::client).send(request.build(), handler);
  }

  private HttpClient client(boolean answersProxies) {
    HttpClient.Builder client =
        HttpClient.newBuilder()
            .proxy(proxies)
            .connectTimeout(stall)
            .followRedirects(HttpClient.Redirect.NEVER);
    if (answersProxies) {
      client.authenticator(new ProxyPassword(proxies));
    }
    return client.build();
  }
}
