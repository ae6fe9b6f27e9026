package dev.rookery.plugins.molecules;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rookery.testkit.ReferenceData;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/** Figures of AceGen and RDKit, from the folder in the system property {@code rookery.parity}. */
public final class ParityData {

  private static final ObjectMapper JSON = new ObjectMapper();

  private ParityData() {}

  /** Reads a file of the folder {@code acegen}; without it the test is skipped. */
  public static JsonNode read(String name) {
    Path file = ReferenceData.path("acegen").resolve(name);
    Assumptions.assumeTrue(Files.exists(file), "there is no reference file " + file);
    try {
      return JSON.readTree(file.toFile());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
