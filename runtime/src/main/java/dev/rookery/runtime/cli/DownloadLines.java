package dev.rookery.runtime.cli;

import dev.rookery.api.Downloads;
import dev.rookery.registry.download.DownloadProgress;
import dev.rookery.registry.download.HttpDownloads;
import java.net.URI;
import java.util.OptionalLong;

/** Shows how downloads go on. */
final class DownloadLines implements DownloadProgress {

  private final ProgressLines progress;

  private DownloadLines(ProgressLines progress) {
    this.progress = progress;
  }

  static Downloads downloads(ProgressLines progress) {
    return new HttpDownloads(new DownloadLines(progress));
  }

  @Override
  public void advanced(URI source, long bytes, OptionalLong total) {
    progress.onDownload(source.toString(), bytes, total);
  }

  @Override
  public void retrying(URI source, String reason) {
    progress.say(source + ": " + reason);
  }
}
