package dev.rookery.registry.download;

import java.time.Duration;
import java.util.Map;

/**
 * How downloads behave.
 *
 * @param offline never use the network
 * @param attempts that may fail in a row without a new byte, at least 1
 * @param delay before the second attempt; it doubles with each further one
 * @param stall how long a connection may be silent
 */
public record DownloadSettings(boolean offline, int attempts, Duration delay, Duration stall) {

  /** The environment variable that forbids using the network. */
  public static final String OFFLINE = "ROOKERY_OFFLINE";

  /** Online unless {@code ROOKERY_OFFLINE} is set to something else than 0, false or no. */
  public static DownloadSettings from(Map<String, String> environment) {
    return new DownloadSettings(
        isOn(environment.getOrDefault(OFFLINE, "")),
        5,
        Duration.ofSeconds(1),
        Duration.ofSeconds(60));
  }

  private static boolean isOn(String value) {
    String word = value.strip();
    return !(word.isEmpty()
        || word.equals("0")
        || word.equalsIgnoreCase("false")
        || word.equalsIgnoreCase("no"));
  }

  public DownloadSettings withOffline(boolean newOffline) {
    return new DownloadSettings(newOffline, attempts, delay, stall);
  }
}
