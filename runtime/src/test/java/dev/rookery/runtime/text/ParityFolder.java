package dev.rookery.runtime.text;

import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rookery.api.settings.Problems;
import dev.rookery.api.settings.Setting;
import dev.rookery.api.settings.Settings;
import dev.rookery.api.settings.SettingsNode;
import dev.rookery.api.settings.SettingsSpec;
import dev.rookery.api.settings.SettingsValue;
import dev.rookery.testkit.ReferenceData;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/** The reference data of the originals, in the folder of the system property rookery.parity. */
public final class ParityFolder {

  private static final ObjectMapper JSON = new ObjectMapper();

  private ParityFolder() {}

  /** A file below one of the originals, such as {@code parlai/golden/bpe.json}. */
  public static Path file(String relative) {
    return ReferenceData.path(relative);
  }

  /**
   * Makes the tests of a golden file; one that says why it was skipped where there is no such file,
   * and one that fails where the file holds no case.
   */
  public static Stream<DynamicTest> tests(
      String relative, BiConsumer<JsonNode, List<DynamicTest>> cases) {
    Path file = file(relative);
    if (!Files.exists(file)) {
      return Stream.of(
          dynamicTest(relative, () -> abort("no reference data: " + file + " does not exist")));
    }
    try {
      List<DynamicTest> tests = new ArrayList<>();
      cases.accept(JSON.readTree(file.toFile()), tests);
      return tests.isEmpty()
          ? Stream.of(dynamicTest(relative, () -> fail(file + " holds no case for this test")))
          : tests.stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A file that another one needs, and which must be there. */
  public static JsonNode json(String relative) {
    try {
      return JSON.readTree(file(relative).toFile());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Reads ParlAI's options, such as {@code dict_minfreq}, by our aliases for them. */
  public static Settings options(SettingsSpec spec, JsonNode options) {
    Map<String, SettingsValue> values = new LinkedHashMap<>();
    options
        .properties()
        .forEach(
            option -> {
              if (option.getValue().isNull()) {
                return;
              }
              String alias = option.getKey().replace('_', '-');
              Setting<?> setting =
                  spec.find(alias)
                      .orElseThrow(() -> new AssertionError("no setting is called " + alias));
              String value = option.getValue().asText();
              if (alias.equals("dict-tokenizer")) {
                value = value.equals("bpe") ? "subword-bpe" : value.replace('_', '-');
              }
              values.put(setting.name(), new SettingsValue(value, "golden"));
            });
    Problems problems = new Problems();
    Settings settings = spec.read(new SettingsNode("", values), problems);
    problems.throwIfAny();
    return settings;
  }

  public static List<String> texts(JsonNode array) {
    List<String> texts = new ArrayList<>();
    array.forEach(element -> texts.add(element.asText()));
    return texts;
  }

  public static int[] ids(JsonNode array) {
    int[] ids = new int[array.size()];
    for (int i = 0; i < ids.length; i++) {
      ids[i] = array.get(i).asInt();
    }
    return ids;
  }

  /** A short name for a text in a list of tests. */
  public static String shown(String text) {
    String escaped = text.replace("\n", "\\n").replace("\r", "\\r").replace("\t", "\\t");
    return '"' + (escaped.length() > 60 ? escaped.substring(0, 60) + "…" : escaped) + '"';
  }
}
