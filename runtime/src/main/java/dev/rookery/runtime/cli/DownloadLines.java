package dev.rookery.runtime.cli;

import dev.rookery.registry.download.DownloadProgress;
import dev.rookery.registry.download.DownloadSettings;
import dev.rookery.registry.download.HttpDownloads;
import java.net.URI;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Shows how downloads go on: how much has come, of how much, and how fast. */
final class DownloadLines implements DownloadProgress {

  private static final double NANOS = 1e9;

  private final ProgressLines progress;
  private @Nullable URI source;
  private long begun;
  private long bytesBefore;

  private DownloadLines(ProgressLines progress) {
    this.progress = progress;
  }

  static HttpDownloads downloads(ProgressLines progress, DownloadSettings settings) {
    return new HttpDownloads(settings, System.getenv(), new DownloadLines(progress));
  }

  @Override
  public synchronized void advanced(URI from, long bytes, OptionalLong total) {
    if ("file".equals(from.getScheme())) {
      return; // a copy on this machine is done before it could be watched
    }
    if (!from.equals(source) || bytes < bytesBefore) {
      source = from;
      begun = System.nanoTime();
      bytesBefore = bytes;
    }
    double seconds = (System.nanoTime() - begun) / NANOS;
    progress.onDownload(from.toString(), bytes, total, seconds, bytes - bytesBefore);
  }

  @Override
  public void retrying(URI from, String reason) {
    progress.say(from + ": " + reason);
  }
}
