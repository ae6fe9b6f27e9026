package dev.rookery.runtime.generator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.common.base.Suppliers;
import dev.rookery.api.dialogue.Message;
import dev.rookery.api.settings.Problems;
import dev.rookery.api.settings.Setting;
import dev.rookery.api.settings.Settings;
import dev.rookery.api.settings.SettingsNode;
import dev.rookery.api.settings.SettingsSpec;
import dev.rookery.api.settings.SettingsValue;
import dev.rookery.runtime.text.BuiltInTokenizers;
import dev.rookery.runtime.text.Dictionaries;
import dev.rookery.runtime.text.DictionarySettings;
import dev.rookery.runtime.text.ParityFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;

/** With the options and dictionary of a ParlAI checkpoint, its model would get the same ids. */
@Tag("parity")
class CheckpointContextParityTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final SettingsSpec SPEC = HistorySettings.SPEC.plus(DictionarySettings.SPEC);

  @TestFactory
  Stream<DynamicTest> contextsAndLabelsAreThoseOfTheCheckpoint() throws IOException {
    Path folder = ParityFolder.file("parlai/golden");
    if (!Files.isDirectory(folder)) {
      return Stream.of(
          dynamicTest("parlai", () -> abort("no reference data: there is no folder " + folder)));
    }
    List<DynamicTest> tests = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.sorted().toList()) {
        if (file.getFileName().toString().startsWith("generator_")) {
          add(JSON.readTree(file.toFile()), tests);
        }
      }
    }
    return tests.stream();
  }

  private static void add(JsonNode golden, List<DynamicTest> tests) {
    String path = golden.get("checkpoint").asText();
    String name = path.substring(path.lastIndexOf('/') + 1);
    Path checkpoint = ParityFolder.file("parlai/checkpoints/" + name);
    Supplier<Vectorizer> vectorizer = Suppliers.memoize(() -> vectorizer(checkpoint));
    for (JsonNode c : golden.get("cases")) {
      tests.add(
          dynamicTest(
              name + " " + c.path("description").asText(), () -> check(vectorizer.get(), c)));
    }
  }

  private static Vectorizer vectorizer(Path checkpoint) {
    try {
      Settings settings = options(JSON.readTree(checkpoint.resolve("model.opt").toFile()));
      HistorySettings history = HistorySettings.of(settings);
      return Vectorizer.forGenerator(
          history.prepare(
              new Dictionaries(BuiltInTokenizers::find)
                  .load(DictionarySettings.of(settings), checkpoint.resolve("model.dict"))),
          history);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Settings options(JsonNode opt) {
    Map<String, SettingsValue> values = new LinkedHashMap<>();
    opt.properties()
        .forEach(
            option ->
                SPEC.find(option.getKey().replace('_', '-'))
                    .filter(setting -> !option.getValue().isNull())
                    .map(Setting::name)
                    .filter(name -> !name.equals("file"))
                    .ifPresent(name -> values.put(name, value(option.getValue().asText()))));
    Map<String, SettingsValue> tokenizer = new LinkedHashMap<>();
    tokenizer.put("name", value(opt.get("dict_tokenizer").asText()));
    if (opt.hasNonNull("bpe_add_prefix_space")) {
      tokenizer.put("add-prefix-space", value(opt.get("bpe_add_prefix_space").asText()));
    }
    values.put("tokenizer", value(new SettingsNode("tokenizer", tokenizer)));
    Problems problems = new Problems();
    Settings settings = SPEC.read(new SettingsNode("", values), problems);
    problems.throwIfAny();
    return settings;
  }

  private static SettingsValue value(Object raw) {
    return new SettingsValue(raw, "model.opt");
  }

  private static void check(Vectorizer vectorizer, JsonNode c) {
    DialogueState state = new DialogueState(vectorizer);
    Vectorized observed = null;
    for (JsonNode turn : c.get("dialogue")) {
      if (observed != null) {
        state.observeSelf(Message.empty());
      }
      observed =
          state.observe(
              Message.ofText(turn.get("text").asText())
                  .with(Message.EVAL_LABELS, List.of(turn.get("label").asText())),
              new Random(0));
    }
    assertThat(observed).isNotNull();
    VectorizedText context = observed.context();
    VectorizedText label = observed.findLabel().orElseThrow();
    assertThat(context.text()).isEqualTo(c.get("full_text").asText());
    assertThat(context.ids()).isEqualTo(TokenIds.of(ParityFolder.ids(c.get("text_vec"))));
    if (c.has("full_text_vec")) {
      assertThat(context.fullIds())
          .isEqualTo(TokenIds.of(ParityFolder.ids(c.get("full_text_vec"))));
    }
    assertThat(context.originalLength()).isEqualTo(c.get("context_original_length").asInt());
    assertThat(label.ids()).isEqualTo(TokenIds.of(ParityFolder.ids(c.get("label_vec"))));
    assertThat(label.originalLength()).isEqualTo(c.get("label_original_length").asInt());
  }
}
