package dev.rookery.registry.download;

import dev.failsafe.Failsafe;
import dev.failsafe.FailsafeException;
import dev.failsafe.RetryPolicy;
import dev.rookery.api.Downloads;
import dev.rookery.api.UserException;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/**
 * Fetches files over HTTP or from the disk. What has come stays in {@code <target>.part}, so that a
 * later call (or another process) goes on where this one stopped; the file moves to its place only
 * when its digest is right. Thread-safe.
 */
public final class HttpDownloads implements Downloads {

  static {
    // As it comes, Java sends no password to a proxy that tunnels to an https address, and says
    // nothing. Its client reads this once, before the first connection of the process.
    String disabled = "jdk.http.auth.tunneling.disabledSchemes";
    if (System.getProperty(disabled) == null) {
      System.setProperty(disabled, "");
    }
  }

  private static final Pattern DIGEST = Pattern.compile("[0-9a-f]{64}");
  private static final int LONGEST_DELAY = 30;

  private final DownloadSettings settings;
  private final DownloadProgress progress;
  private final EnvironmentProxies proxies;

  /** Downloads as the process's environment says: offline mode and proxies. */
  public HttpDownloads(DownloadProgress progress) {
    this(DownloadSettings.from(System.getenv()), System.getenv(), progress);
  }

  /**
   * Creates downloads.
   *
   * @param environment where proxies are looked up
   * @param progress hears how each download gets on
   */
  public HttpDownloads(
      DownloadSettings settings, Map<String, String> environment, DownloadProgress progress) {
    this.settings = settings;
    this.progress = progress;
    proxies = new EnvironmentProxies(environment);
  }

  @Override
  public Path fetch(URI source, String sha256, long mostBytes, Path target) {
    if (!DIGEST.matcher(sha256).matches()) {
      throw new IllegalArgumentException("\"" + sha256 + "\" is no SHA-256 in lower-case hex");
    }
    try {
      if (isThere(target, sha256)) {
        return target;
      }
      String scheme = String.valueOf(source.getScheme()).toLowerCase(Locale.ROOT);
      if (settings.offline() && !scheme.equals("file")) {
        throw lacking(source, sha256, target);
      }
      Files.createDirectories(target.toAbsolutePath().getParent());
      Path lock = target.resolveSibling(target.getFileName() + ".lock");
      Closeable held = FileLocks.acquire(lock);
      try {
        return isThere(target, sha256)
            ? target
            : fetchLocked(source, scheme, sha256, new PartFile(target, mostBytes));
      } finally {
        held.close();
      }
    } catch (IOException e) {
      throw new UserException("can't fetch " + source + " to " + target + ": " + e, e);
    }
  }

  private static boolean isThere(Path target, String sha256) throws IOException {
    return Files.isRegularFile(target) && Sha256.of(target).equals(sha256);
  }

  private static UserException lacking(URI source, String sha256, Path target) {
    return new UserException(
        "offline, and "
            + target
            + (Files.exists(target) ? " is not the right file" : " is missing")
            + "; fetch "
            + source
            + " elsewhere and put it there (SHA-256 "
            + sha256
            + "), or unset "
            + DownloadSettings.OFFLINE);
  }

  private Path fetchLocked(URI source, String scheme, String sha256, PartFile part) {
    boolean resumed = part.size() > 0;
    transfer(source, scheme, part);
    String digest = part.sha256();
    if (!digest.equals(sha256) && resumed) {
      progress.retrying(source, "the resumed file is not the right one; beginning anew");
      part.delete();
      transfer(source, scheme, part);
      digest = part.sha256();
    }
    if (!digest.equals(sha256)) {
      part.delete();
      throw new UserException(
          source
              + " is not the right file: its SHA-256 is "
              + digest
              + ", expected "
              + sha256
              + "; it was changed at its source or on the way (a proxy's login page?)");
    }
    Path target = part.moveIntoPlace();
    progress.finished(source);
    return target;
  }

  private void transfer(URI source, String scheme, PartFile part) {
    switch (scheme) {
      case "file" -> copy(source, part);
      case "http", "https" -> transferWithRetries(source, part);
      default ->
          throw new UserException(
              "can't fetch " + source + ": only http, https and file addresses are known");
    }
  }

  private void copy(URI source, PartFile part) {
    Path file;
    try {
      file = Path.of(source);
    } catch (IllegalArgumentException e) {
      throw new UserException(
          "can't fetch " + source + ": a file address looks like file:///folder/file", e);
    }
    try (InputStream in = Files.newInputStream(file)) {
      part.append(in, 0, source, OptionalLong.of(Files.size(file)), progress);
    } catch (IOException e) {
      throw new UserException("can't read " + file + ": " + e + "; check the path", e);
    }
  }

  /** Attempts are counted anew whenever some bytes have come: a large file may break off often. */
  private void transferWithRetries(URI source, PartFile part) {
    HttpTransfer transfer = new HttpTransfer(client(), settings.stall(), progress);
    RetryPolicy<Object> policy =
        RetryPolicy.builder()
            .handle(IOException.class)
            .withMaxAttempts(settings.attempts())
            .withBackoff(settings.delay(), settings.delay().multipliedBy(LONGEST_DELAY))
            .withJitter(0.1)
            .onRetry(
                event ->
                    progress.retrying(
                        source,
                        "%s (attempt %d of %d follows)"
                            .formatted(
                                reason(event.getLastException(), source),
                                event.getAttemptCount() + 1,
                                settings.attempts())))
            .build();
    while (true) {
      long before = part.size();
      try {
        Failsafe.with(policy).run(() -> transfer.run(source, part));
        return;
      } catch (FailsafeException e) {
        if (e.getCause() instanceof InterruptedException) {
          Thread.currentThread().interrupt();
          throw new UserException("fetching " + source + " was interrupted", e);
        }
        if (part.size() <= before) {
          throw new UserException(
              "can't fetch "
                  + source
                  + " after "
                  + settings.attempts()
                  + " attempts: "
                  + reason(e.getCause(), source)
                  + (part.size() > 0
                      ? "; what has come is kept in "
                          + part.path()
                          + " and the next try goes on there"
                      : "")
                  + ". Or download it by hand and put it at "
                  + part.target().toAbsolutePath(),
              e);
        }
      }
    }
  }

  private HttpClient client() {
    return HttpClient.newBuilder()
        .proxy(proxies)
        .authenticator(new ProxyPassword(proxies))
        .connectTimeout(settings.stall())
        .followRedirects(HttpClient.Redirect.NORMAL)
        .build();
  }

  private static String reason(Throwable failure, URI source) {
    String message = failure.getMessage();
    if (message == null && failure instanceof ConnectException) {
      return "no connection to " + source.getHost(); // Java's client says nothing more
    }
    return message == null ? failure.getClass().getSimpleName() : message;
  }
}
