package dev.rookery.registry.download;

import dev.rookery.api.Downloads;
import dev.rookery.api.UserException;
import dev.rookery.registry.IoReasons;
import java.io.Closeable;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

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

  private final DownloadSettings settings;
  private final DownloadProgress progress;
  private final SourceReader reader;
  private final SourceReader quietReader;

  /** Downloads as the process's environment says: offline mode, proxies and tokens. */
  public HttpDownloads(DownloadProgress progress) {
    this(DownloadSettings.from(System.getenv()), System.getenv(), progress);
  }

  /**
   * Creates downloads.
   *
   * @param environment where proxies and tokens are looked up
   * @param progress hears how each download gets on
   */
  public HttpDownloads(
      DownloadSettings settings, Map<String, String> environment, DownloadProgress progress) {
    this.settings = settings;
    this.progress = progress;
    HttpConnections connections = new HttpConnections(environment, settings.stall());
    reader = new SourceReader(settings, connections, progress);
    quietReader = new SourceReader(settings, connections, new RetriesOnly(progress));
  }

  /** Small documents come at once; only what is waited for is worth a line. */
  private record RetriesOnly(DownloadProgress progress) implements DownloadProgress {
    @Override
    public void advanced(URI source, long bytes, OptionalLong total) {}

    @Override
    public void retrying(URI source, String reason) {
      progress.retrying(source, reason);
    }
  }

  /** Whether the network may not be used. */
  public boolean isOffline() {
    return settings.offline();
  }

  @Override
  public Path fetch(URI source, String sha256, long mostBytes, Path target) {
    return fetch(List.of(source), Checksum.sha256(sha256), mostBytes, target);
  }

  /**
   * The same with several sources, which are tried in this order until one has the right file.
   *
   * @param sources at least one
   * @throws UserException if none has it; says why of each
   */
  public Path fetch(List<URI> sources, Checksum checksum, long mostBytes, Path target) {
    try {
      if (checksum.fits(target)) {
        return target;
      }
      List<URI> allowed =
          settings.offline() ? sources.stream().filter(SourceReader::isLocal).toList() : sources;
      if (allowed.isEmpty()) {
        throw lacking(sources.get(0), checksum, target);
      }
      Files.createDirectories(target.toAbsolutePath().getParent());
      Path lock = target.resolveSibling(target.getFileName() + ".lock");
      Closeable held = FileLocks.acquire(lock);
      try {
        return checksum.fits(target)
            ? target
            : fetchFromAny(allowed, checksum, new PartFile(target, mostBytes));
      } finally {
        held.close();
      }
    } catch (IOException e) {
      throw new UserException(
          "can't fetch " + sources.get(0) + " to " + target + ": " + IoReasons.of(e), e);
    }
  }

  private static UserException lacking(URI source, Checksum checksum, Path target) {
    return new UserException(
        "offline, and "
            + target
            + (Files.exists(target) ? " is not the right file" : " is missing")
            + "; fetch "
            + source
            + " elsewhere and put it there ("
            + checksum
            + "), or go online (no --offline, and "
            + DownloadSettings.OFFLINE
            + " unset)");
  }

  private Path fetchFromAny(List<URI> sources, Checksum checksum, PartFile part) {
    List<UserException> failures = new ArrayList<>();
    for (URI source : sources) {
      try {
        return fetchLocked(source, checksum, part);
      } catch (UserException e) {
        if (Thread.currentThread().isInterrupted()) {
          throw e;
        }
        failures.add(e);
      }
    }
    if (failures.size() == 1) {
      throw failures.get(0);
    }
    throw new UserException(
        "none of "
            + failures.size()
            + " sources has "
            + part.target().getFileName()
            + ": "
            + IntStream.range(0, failures.size())
                .mapToObj(i -> (i + 1) + ") " + failures.get(i).getMessage())
                .collect(Collectors.joining("; ")),
        failures.get(0));
  }

  private Path fetchLocked(URI source, Checksum checksum, PartFile part) {
    boolean resumed = part.size() > 0;
    reader.read(source, part);
    String digest = part.digest(checksum.kind());
    if (!digest.equals(checksum.hex()) && resumed && !SourceReader.isLocal(source)) {
      progress.retrying(source, "the resumed file is not the right one; beginning anew");
      part.delete();
      reader.read(source, part);
      digest = part.digest(checksum.kind());
    }
    if (!digest.equals(checksum.hex())) {
      part.delete();
      throw new UserException(
          source
              + " is not the right file: its "
              + checksum.kind()
              + " is "
              + digest
              + ", expected "
              + checksum.hex()
              + "; it was changed at its source or on the way (a proxy's login page?)");
    }
    Path target = part.moveIntoPlace();
    progress.finished(source);
    return target;
  }

  /**
   * Reads a small document whose digest nobody knows, such as an index.
   *
   * @param mostBytes that it may have
   * @throws MissingFileException if there is none
   * @throws UserException if it can't be read, or the network may not be used
   */
  public byte[] read(URI source, long mostBytes) {
    if (settings.offline() && !SourceReader.isLocal(source)) {
      throw new UserException(
          "offline, so that "
              + source
              + " can't be read (--offline or "
              + DownloadSettings.OFFLINE
              + ")");
    }
    try {
      Path folder = Files.createTempDirectory("rookery-");
      PartFile part = new PartFile(folder.resolve("document"), mostBytes, false);
      try {
        quietReader.read(source, part);
        return Files.readAllBytes(part.path());
      } finally {
        part.delete();
        Files.delete(folder);
      }
    } catch (IOException e) {
      throw new UserException("can't read " + source + ": " + IoReasons.of(e), e);
    }
  }
}
