package dev.rookery.runtime.cli;

import java.util.Objects;
import picocli.CommandLine.IVersionProvider;

/** The version in the jar's manifest. */
final class RookeryVersion implements IVersionProvider {

  static String number() {
    return Objects.requireNonNullElse(
        RookeryVersion.class.getPackage().getImplementationVersion(), "development");
  }

  @Override
  public String[] getVersion() {
    return new String[] {
      "rookery " + number(), "Java " + Runtime.version() + " on " + System.getProperty("os.arch")
    };
  }
}
