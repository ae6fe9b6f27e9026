package dev.rookery.registry.download;

import dev.rookery.api.UserException;
import java.net.URI;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Tokens from the environment, each for one place: {@code ROOKERY_TOKEN} is a list of {@code
 * HOST=TOKEN} parted by blanks, and {@code HF_TOKEN} is for Hugging Face (or {@code HF_ENDPOINT}).
 * A token goes to its host and port alone, never to where that host redirects, and over https
 * unless the host is written as {@code http://HOST}.
 */
public final class AccessTokens {

  /** Names the variable with tokens for hosts. */
  public static final String VARIABLE = "ROOKERY_TOKEN";

  private static final String HUGGING_FACE_TOKEN = "HF_TOKEN";

  private final Map<String, String> environment;

  AccessTokens(Map<String, String> environment) {
    this.environment = environment;
  }

  /** Where Hugging Face's files are, without a slash at the end. */
  public static String huggingFace(Map<String, String> environment) {
    String endpoint = environment.getOrDefault("HF_ENDPOINT", "").strip();
    return endpoint.isEmpty() ? "https://huggingface.co" : endpoint.replaceFirst("/+$", "");
  }

  /** The token for an address, if there is one. */
  Optional<String> of(URI address) {
    return Optional.ofNullable(byOrigin().get(origin(address)));
  }

  private Map<String, String> byOrigin() {
    Map<String, String> tokens = new HashMap<>();
    String ofHuggingFace = environment.getOrDefault(HUGGING_FACE_TOKEN, "").strip();
    if (!ofHuggingFace.isEmpty()) {
      checkHeader(ofHuggingFace, HUGGING_FACE_TOKEN);
      tokens.put(originOf(huggingFace(environment), "HF_ENDPOINT"), ofHuggingFace);
    }
    for (String entry : environment.getOrDefault(VARIABLE, "").strip().split("\\s+")) {
      int equals = entry.indexOf('=');
      if (entry.isEmpty()) {
        continue;
      }
      if (equals <= 0 || equals == entry.length() - 1) {
        throw new UserException(
            VARIABLE + " must be HOST=TOKEN, or several of them parted by blanks");
      }
      checkHeader(entry, VARIABLE);
      String host = entry.substring(0, equals);
      tokens.put(
          originOf(host.contains("://") ? host : "https://" + host, VARIABLE),
          entry.substring(equals + 1));
    }
    return tokens;
  }

  /** Said here, since Java's own message shows the token. */
  private static void checkHeader(String token, String variable) {
    if (!token.matches("[!-~]+")) {
      throw new UserException(variable + " has a character that no token has");
    }
  }

  private static String originOf(String address, String variable) {
    try {
      URI uri = URI.create(address);
      if (uri.getHost() != null) {
        return origin(uri);
      }
    } catch (IllegalArgumentException e) {
      // told below
    }
    throw new UserException(variable + " names no host: \"" + address + "\"");
  }

  private static String origin(URI address) {
    String scheme = address.getScheme().toLowerCase(Locale.ROOT);
    int port = address.getPort();
    if (port < 0) {
      port = scheme.equals("https") ? 443 : 80;
    }
    return scheme + "://" + String.valueOf(address.getHost()).toLowerCase(Locale.ROOT) + ":" + port;
  }
}
