package dev.rookery.api;

import java.net.URI;
import java.nio.file.Path;

/** Fetches files that a component needs. Shows progress, resumes, and checks what it got. */
public interface Downloads {

  /**
   * Makes sure that a file is there and is the right one. A file that is there already and has the
   * right digest isn't fetched again; nothing half-written is ever left at {@code target}.
   *
   * @param source an http, https or file address
   * @param sha256 lower-case hexadecimal digest of the whole file
   * @param target where the file goes; parent folders are made
   * @return {@code target}
   * @throws UserException if it can't be fetched or is not the right file; says which and why
   */
  Path fetch(URI source, String sha256, Path target);
}
