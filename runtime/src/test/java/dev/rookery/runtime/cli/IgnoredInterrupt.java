package dev.rookery.runtime.cli;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Shells start background jobs with SIGINT ignored, and all their children inherit that. */
public final class IgnoredInterrupt {

  private static final int SIGINT = 2;

  private IgnoredInterrupt() {}

  /** Whether processes that this one starts would not hear a Ctrl-C. */
  public static boolean isInherited() throws IOException {
    Path status = Path.of("/proc/self/status");
    if (!Files.exists(status)) {
      return false;
    }
    try (Stream<String> lines = Files.lines(status)) {
      return lines
          .filter(line -> line.startsWith("SigIgn:"))
          .map(line -> new BigInteger(line.substring("SigIgn:".length()).strip(), 16))
          .anyMatch(ignored -> ignored.testBit(SIGINT - 1));
    }
  }
}
