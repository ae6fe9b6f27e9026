package dev.rookery.registry.download;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Takes proxies from {@code HTTPS_PROXY}, {@code HTTP_PROXY}, {@code ALL_PROXY} and {@code
 * NO_PROXY} (or lower case), as curl does; without them from Java's own properties.
 */
final class EnvironmentProxies extends ProxySelector {

  private final Map<String, String> environment;

  EnvironmentProxies(Map<String, String> environment) {
    this.environment = environment;
  }

  @Override
  public List<Proxy> select(URI target) {
    if (isExcepted(target.getHost().toLowerCase(Locale.ROOT))) {
      return List.of(Proxy.NO_PROXY);
    }
    Optional<URI> proxy = proxyFor(target);
    if (proxy.isPresent()) {
      return List.of(
          new Proxy(
              Proxy.Type.HTTP,
              InetSocketAddress.createUnresolved(proxy.get().getHost(), portOf(proxy.get()))));
    }
    ProxySelector fallback = ProxySelector.getDefault();
    return fallback == null ? List.of(Proxy.NO_PROXY) : fallback.select(target);
  }

  /** The proxy's address, with user and password if it was given so. */
  Optional<URI> proxyFor(URI target) {
    return variable(target.getScheme() + "_proxy")
        .or(() -> variable("all_proxy"))
        .map(value -> URI.create(value.contains("://") ? value : "http://" + value))
        .filter(uri -> uri.getHost() != null);
  }

  /** User and password of the proxy at this place, such as {@code ann:secret}, if it has them. */
  Optional<String> userOf(String host, int port) {
    return Stream.of("https", "http")
        .flatMap(scheme -> proxyFor(URI.create(scheme + "://any")).stream())
        .filter(proxy -> proxy.getHost().equalsIgnoreCase(host) && portOf(proxy) == port)
        .flatMap(proxy -> Optional.ofNullable(proxy.getUserInfo()).stream())
        .filter(info -> info.contains(":"))
        .findFirst();
  }

  /** User and password for the proxy of an address, if it goes over one that has them. */
  Optional<String> loginFor(URI target) {
    return isExcepted(target.getHost().toLowerCase(Locale.ROOT))
        ? Optional.empty()
        : proxyFor(target)
            .flatMap(proxy -> Optional.ofNullable(proxy.getUserInfo()))
            .filter(info -> info.contains(":"));
  }

  private static int portOf(URI proxy) {
    return proxy.getPort() < 0 ? 80 : proxy.getPort();
  }

  private boolean isExcepted(String host) {
    return variable("no_proxy").stream()
        .flatMap(list -> Arrays.stream(list.split(",")))
        .map(entry -> entry.strip().toLowerCase(Locale.ROOT).replaceFirst("^\\*?\\.", ""))
        .anyMatch(
            entry ->
                entry.equals("*")
                    || (!entry.isEmpty() && (host.equals(entry) || host.endsWith("." + entry))));
  }

  private Optional<String> variable(String lowerCase) {
    return Optional.ofNullable(environment.get(lowerCase))
        .or(() -> Optional.ofNullable(environment.get(lowerCase.toUpperCase(Locale.ROOT))))
        .map(String::strip)
        .filter(value -> !value.isEmpty());
  }

  @Override
  public void connectFailed(URI target, SocketAddress proxy, IOException failure) {
    // The failure reaches the caller as well.
  }
}
