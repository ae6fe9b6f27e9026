package dev.rookery.runtime.generator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rookery.api.dialogue.Message;
import dev.rookery.api.settings.Settings;
import dev.rookery.runtime.text.BuiltInTokenizers;
import dev.rookery.runtime.text.Dictionaries;
import dev.rookery.runtime.text.DictionarySettings;
import dev.rookery.runtime.text.ParityFolder;
import dev.rookery.runtime.text.VocabularyDictionary;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;

/** Histories, token ids and truncation equal those of ParlAI's agents. */
@Tag("parity")
class HistoryParityTest {

  @TestFactory
  Stream<DynamicTest> turnsAreVectorizedAsInParlai() {
    return ParityFolder.tests(
        "parlai/golden/history.json",
        (golden, tests) ->
            golden
                .path("agents")
                .properties()
                .forEach(
                    agent ->
                        agent
                            .getValue()
                            .properties()
                            .forEach(
                                c ->
                                    tests.add(
                                        dynamicTest(
                                            agent.getKey() + " " + c.getKey(),
                                            () -> check(golden, agent.getKey(), c.getValue()))))));
  }

  private static void check(JsonNode golden, String agent, JsonNode c) {
    ObjectNode options = JsonNodeFactory.instance.objectNode();
    options.setAll((ObjectNode) c.get("options"));
    options.set("dict_lower", golden.get("dict_lower"));
    Settings settings =
        ParityFolder.options(HistorySettings.SPEC.plus(DictionarySettings.SPEC), options);
    HistorySettings history = HistorySettings.of(settings);
    VocabularyDictionary dictionary =
        history.prepare(
            new Dictionaries(BuiltInTokenizers::find)
                .load(
                    DictionarySettings.of(settings),
                    ParityFolder.file("parlai/" + golden.get("dict_file").asText())));
    assertThat(dictionary.size()).isEqualTo(c.get("vocabulary_size").asInt());
    JsonNode persons = c.get("person_token_ids");
    if (!persons.get(0).isNull()) {
      assertThat(dictionary.id(HistorySettings.P1_TOKEN)).isEqualTo(persons.get(0).asInt());
      assertThat(dictionary.id(HistorySettings.P2_TOKEN)).isEqualTo(persons.get(1).asInt());
    }
    Vectorizer vectorizer =
        agent.equals("generator")
            ? Vectorizer.forGenerator(dictionary, history)
            : Vectorizer.forEncoderRanker(dictionary, history);
    DialogueState state = new DialogueState(vectorizer);
    for (JsonNode episode : c.get("episodes")) {
      for (int turn = 0; turn < episode.size(); turn++) {
        checkTurn(state, vectorizer, episode.get(turn));
        state.observeSelf(Message.ofText("model reply " + turn));
      }
    }
  }

  private static void checkTurn(DialogueState state, Vectorizer vectorizer, JsonNode turn) {
    Message message =
        Message.ofText(turn.get("text").asText())
            .with(Message.LABELS, List.of(turn.get("label").asText()))
            .with(Message.EPISODE_DONE, turn.get("episode_done").asBoolean());
    Vectorized observed = state.observe(message, new Random(0));
    VectorizedText context = observed.context();
    VectorizedText label = observed.findLabel().orElseThrow();

    assertThat(state.history().turns()).isEqualTo(ParityFolder.texts(turn.get("history_strings")));
    assertThat(state.history().rawTurns())
        .isEqualTo(ParityFolder.texts(turn.get("history_raw_strings")));
    assertThat(context.text()).isEqualTo(turn.get("full_text").asText());
    // Where ParlAI has no vector at all, ours is empty.
    assertThat(context.ids()).isEqualTo(TokenIds.of(ParityFolder.ids(turn.get("text_vec"))));
    assertThat(context.fullIds())
        .isEqualTo(TokenIds.of(ParityFolder.ids(turn.get("full_text_vec"))));
    assertThat(context.originalLength()).isEqualTo(turn.get("context_original_length").asInt());
    assertThat(context.truncatedLength()).isEqualTo(turn.get("context_truncated_length").asInt());
    assertThat(context.truncated()).isEqualTo(turn.get("context_truncate_rate").asBoolean());
    assertThat(label.ids()).isEqualTo(TokenIds.of(ParityFolder.ids(turn.get("label_vec"))));
    assertThat(label.originalLength()).isEqualTo(turn.get("label_original_length").asInt());
    assertThat(label.truncatedLength()).isEqualTo(turn.get("label_truncated_length").asInt());
    assertThat(label.truncated()).isEqualTo(turn.get("label_truncate_rate").asBoolean());
    for (int i = 0; i < turn.path("label_candidates").size(); i++) {
      assertThat(vectorizer.label(turn.get("label_candidates").get(i).asText()).ids())
          .isEqualTo(TokenIds.of(ParityFolder.ids(turn.get("label_candidates_vecs").get(i))));
    }
  }
}
