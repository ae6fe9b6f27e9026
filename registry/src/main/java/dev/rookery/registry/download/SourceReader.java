package dev.rookery.registry.download;

import dev.failsafe.Failsafe;
import dev.failsafe.FailsafeException;
import dev.failsafe.RetryPolicy;
import dev.rookery.api.UserException;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.OptionalLong;

/** Brings what a source has into a part file, with as many attempts as may help. */
final class SourceReader {

  private static final int LONGEST_DELAY = 30;

  private final DownloadSettings settings;
  private final DownloadProgress progress;
  private final HttpConnections connections;

  SourceReader(DownloadSettings settings, HttpConnections connections, DownloadProgress progress) {
    this.settings = settings;
    this.progress = progress;
    this.connections = connections;
  }

  /** Whether a source is on this machine. */
  static boolean isLocal(URI source) {
    return scheme(source).equals("file");
  }

  private static String scheme(URI source) {
    return String.valueOf(source.getScheme()).toLowerCase(Locale.ROOT);
  }

  /**
   * Fetches all or what is missing.
   *
   * @throws MissingFileException if there is no such file
   * @throws UserException if it can't be fetched for another reason
   */
  void read(URI source, PartFile part) {
    switch (scheme(source)) {
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
    } catch (NoSuchFileException e) {
      throw new MissingFileException("there is no file " + file + "; check the path", e);
    } catch (IOException e) {
      throw new UserException("can't read " + file + ": " + e + "; check the path", e);
    }
  }

  /** Attempts are counted anew whenever some bytes have come: a large file may break off often. */
  private void transferWithRetries(URI source, PartFile part) {
    HttpTransfer transfer = new HttpTransfer(connections, settings.stall(), progress);
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
          throw givenUp(source, part, e);
        }
      }
    }
  }

  private UserException givenUp(URI source, PartFile part, FailsafeException e) {
    return new UserException(
        "can't fetch "
            + source
            + " after "
            + settings.attempts()
            + " attempts: "
            + reason(e.getCause(), source)
            + (part.size() > 0 && part.isKept()
                ? "; what has come is kept in " + part.path() + " and the next try goes on there"
                : "")
            + (part.isKept()
                ? ". Or download it by hand and put it at " + part.target().toAbsolutePath()
                : ""),
        e);
  }

  /** What is known of a failure, in words. */
  static String reason(Throwable failure, URI source) {
    String message = failure.getMessage();
    if (message == null && failure instanceof ConnectException) {
      return "no connection to " + source.getHost(); // Java's client says nothing more
    }
    return message == null ? failure.getClass().getSimpleName() : message;
  }
}
