package dev.rookery.registry.download;

import java.net.URI;
import java.util.OptionalLong;

/** Hears how a download gets on. Called often, from the thread that downloads. */
@FunctionalInterface
public interface DownloadProgress {

  /** Says nothing to nobody. */
  DownloadProgress SILENT = (source, bytes, total) -> {};

  /**
   * Some more bytes have come, or a download has begun.
   *
   * @param source what is fetched
   * @param bytes that are there, those of earlier attempts included; smaller than before when the
   *     server makes us begin anew
   * @param total bytes of the whole file, if the server says so
   */
  void advanced(URI source, long bytes, OptionalLong total);

  /** The file is complete, checked and in its place. */
  default void finished(URI source) {}

  /** An attempt failed and another follows. */
  default void retrying(URI source, String reason) {}
}
