package dev.rookery.runtime.experiment;

import java.util.Optional;

/** Which Rookery this is. */
public final class Versions {

  private Versions() {}

  /** The version from the jar's manifest, or {@code development} when run from class files. */
  public static String rookery() {
    return Optional.ofNullable(Versions.class.getPackage().getImplementationVersion())
        .orElse("development");
  }
}
