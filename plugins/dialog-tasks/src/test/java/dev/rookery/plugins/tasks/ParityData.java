package dev.rookery.plugins.tasks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rookery.api.dialogue.Message;
import dev.rookery.testkit.ReferenceData;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicTest;

/** What ParlAI does, from the folder in the system property {@code rookery.parity}. */
public final class ParityData {

  public static final ObjectMapper JSON = new ObjectMapper();

  private ParityData() {}

  /** The folder with {@code data} and {@code golden}. */
  public static Path folder() {
    return ReferenceData.path("parlai");
  }

  /** The tests that a golden file asks for, or one that is skipped if the file isn't there. */
  public static Stream<DynamicTest> cases(
      String goldenFile, Function<JsonNode, Stream<DynamicTest>> tests) {
    Path file = folder().resolve("golden").resolve(goldenFile);
    if (!Files.exists(file)) {
      return Stream.of(
          DynamicTest.dynamicTest(
              goldenFile, () -> Assumptions.abort("there is no reference file " + file)));
    }
    try {
      return tests.apply(JSON.readTree(file.toFile()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A folder with ConvAI2's files, beside the reference data or beside the project. */
  public static Optional<Path> dataFolder() {
    return Stream.of(
            folder().resolve("../../data"),
            Path.of(System.getProperty("rookery.root", ".")).resolve("../shared/data"))
        .map(Path::normalize)
        .filter(folder -> Files.isDirectory(folder.resolve("convai2")))
        .findFirst();
  }

  /** A message as JSON, without the {@code id}, which the reference data mostly leaves out. */
  public static ObjectNode withoutId(Message message) {
    return JSON.valueToTree(message.without(Message.ID).fields());
  }
}
