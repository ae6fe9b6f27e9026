package dev.rookery.registry.download;

import java.net.Authenticator;
import java.net.PasswordAuthentication;
import org.jspecify.annotations.Nullable;

/** Answers a proxy that asks for the user and password in its address. */
final class ProxyPassword extends Authenticator {

  private final EnvironmentProxies proxies;

  ProxyPassword(EnvironmentProxies proxies) {
    this.proxies = proxies;
  }

  @Override
  protected @Nullable PasswordAuthentication getPasswordAuthentication() {
    if (getRequestorType() != RequestorType.PROXY) {
      return null;
    }
    // For a tunnel there is no requesting address, only the proxy's own place.
    return proxies
        .userOf(getRequestingHost(), getRequestingPort())
        .map(
            info ->
                new PasswordAuthentication(
                    info.substring(0, info.indexOf(':')),
                    info.substring(info.indexOf(':') + 1).toCharArray()))
        .orElse(null);
  }
}
