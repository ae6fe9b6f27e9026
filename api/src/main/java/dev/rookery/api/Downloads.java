package dev.rookery.api;

import java.net.URI;
import java.nio.file.Path;

/** Fetches files that a component needs. Shows progress, resumes, and checks what it got. */
public interface Downloads {

  /** How large a file may be where nothing else is said: 16 GiB. */
  long MOST_BYTES = 16L << 30;

  /**
   * Makes sure that a file is there and is the right one. A file that is there already and has the
   * right digest isn't fetched again; nothing half-written is ever left at {@code target}.
   *
   * @param source an http, https or file address
   * @param sha256 lower-case hexadecimal digest of the whole file
   * @param mostBytes how large the file may be; a source that sends more is broken off there,
   *     before it fills the disk
   * @param target where the file goes; parent folders are made
   * @return {@code target}
   * @throws UserException if it can't be fetched or is not the right file; says which and why
   */
  Path fetch(URI source, String sha256, long mostBytes, Path target);

  /** The same for a file of at most {@link #MOST_BYTES}. */
  default Path fetch(URI source, String sha256, Path target) {
    return fetch(source, sha256, MOST_BYTES, target);
  }
}
