package dev.rookery.api;

/**
 * The version of this SPI. A plugin's manifest says in {@code Rookery-Api} which versions it works
 * with, as a range such as {@code ^1.0}.
 */
public final class ApiVersion {

  /** Major and minor version; the same as {@code rookery.api.version} in the build. */
  public static final String CURRENT = current();

  private ApiVersion() {}

  /** Kept out of a constant expression, so that plugins don't compile the value into their jars. */
  private static String current() {
    return "1.0";
  }
}
