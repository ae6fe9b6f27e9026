package dev.rookery.runtime.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rookery.testkit.ReferenceData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicTest;

/** Reference values of ParlAI, read from the folder in the system property rookery.parity. */
final class Golden {

  private Golden() {}

  /** The tests that a golden file gives, or a single one that says why it was skipped. */
  static Stream<DynamicTest> tests(String file, Function<JsonNode, Stream<DynamicTest>> tests)
      throws IOException {
    Path path = ReferenceData.path("parlai/golden/" + file);
    if (!Files.isRegularFile(path)) {
      return Stream.of(
          DynamicTest.dynamicTest(file, () -> Assumptions.abort("there is no file " + path)));
    }
    return tests.apply(new ObjectMapper().readTree(path.toFile()));
  }

  static Stream<Map.Entry<Integer, JsonNode>> numbered(JsonNode array) {
    return Stream.iterate(0, i -> i + 1).limit(array.size()).map(i -> Map.entry(i, array.get(i)));
  }

  static List<String> texts(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false).map(JsonNode::asText).toList();
  }

  static double number(JsonNode node) {
    return node.isTextual()
        ? switch (node.asText()) {
          case "NaN" -> Double.NaN;
          case "Infinity" -> Double.POSITIVE_INFINITY;
          case "-Infinity" -> Double.NEGATIVE_INFINITY;
          default -> throw new IllegalArgumentException(node.toString());
        }
        : node.asDouble();
  }

  /** The file rounds to 6 decimals, values below 0.1 to 7 significant digits. */
  static void assertSame(String what, double actual, JsonNode expected) {
    double wanted = number(expected);
    if (Double.isNaN(wanted)) {
      assertThat(actual).as(what).isNaN();
      return;
    }
    double tolerance = Math.abs(wanted) < 0.1 ? 1e-6 * Math.abs(wanted) + 1e-15 : 6e-7;
    assertThat(actual).as(what).isEqualTo(wanted, within(tolerance));
  }

  /** The same names and the same values, in any order. */
  static void assertSame(Map<String, Double> actual, JsonNode expected) {
    assertThat(actual.keySet()).containsExactlyInAnyOrderElementsOf(expected::fieldNames);
    actual.forEach((name, value) -> assertSame(name, value, expected.get(name)));
  }
}
