package dev.rookery.runtime.generator;

import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import com.fasterxml.jackson.databind.JsonNode;
import dev.rookery.api.dialogue.Message;
import dev.rookery.api.model.Batch;
import dev.rookery.api.model.Hypothesis;
import dev.rookery.api.model.Search;
import dev.rookery.api.model.SearchContext;
import dev.rookery.api.model.SearchFactory;
import dev.rookery.api.settings.Settings;
import dev.rookery.api.text.Dictionary;
import dev.rookery.runtime.config.Experiment;
import dev.rookery.runtime.config.Selected;
import dev.rookery.runtime.importing.ImportedCheckpoint;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Lets an imported generator write what a golden file has of ParlAI's. */
final class GoldenWriting {

  private GoldenWriting() {}

  static GeneratorExample example(GeneratorAgent agent, JsonNode one) {
    GeneratorConversation conversation = (GeneratorConversation) agent.converse();
    boolean first = true;
    for (JsonNode turn : one.get("dialogue")) {
      if (!first) {
        conversation.observeSelf(Message.empty());
      }
      first = false;
      conversation.observe(
          Message.ofText(turn.get("text").asText())
              .with(Message.EVAL_LABELS, List.of(turn.get("label").asText())));
    }
    return conversation.pending().orElseThrow();
  }

  static Batch batch(GeneratorAgent agent, JsonNode one) {
    return agent.batchify(List.of(example(agent, one)));
  }

  private record ForSearch(Settings settings, Dictionary dictionary) implements SearchContext {}

  static Search search(GeneratorAgent agent, ImportedCheckpoint checkpoint, JsonNode config) {
    Experiment experiment = checkpoint.experiment(ImportedCheckpoint.decoding(config));
    Selected<SearchFactory> selected = experiment.search().orElseThrow();
    return selected.factory().create(new ForSearch(selected.settings(), agent.dictionary()));
  }

  static List<List<Hypothesis>> generate(
      GeneratorAgent agent, Search search, Batch batch, int maxLength) {
    try (NDManager step = NDManager.newBaseManager()) {
      NDList states = TeacherForcing.encode(agent.model(), batch, step, false);
      return generate(agent, search, examples(batch), states, maxLength);
    }
  }

  private static List<List<Hypothesis>> generate(
      GeneratorAgent agent,
      Search search,
      List<GeneratorExample> examples,
      NDList states,
      int maxLength) {
    List<Search.Row> rows =
        examples.stream()
            .map(example -> example.turn().context())
            .map(context -> Search.Row.of(context.ids().toArray(), context.fullIds().toArray(), 1))
            .toList();
    return search.generate(new Search.Request(agent.model(), states, rows, maxLength));
  }

  private static List<GeneratorExample> examples(Batch batch) {
    return batch.find(GeneratorBatches.ROWS).orElseThrow().examples();
  }

  /** One batch after each case was encoded on its own, so that there is no padding to read. */
  private static List<List<Hypothesis>> generateFromStates(
      GeneratorAgent agent, Search search, List<Batch> alone, int maxLength) {
    try (NDManager step = NDManager.newBaseManager()) {
      List<NDList> states =
          alone.stream()
              .map(batch -> TeacherForcing.encode(agent.model(), batch, step, false))
              .toList();
      NDList together = new NDList();
      for (int i = 0; i < states.get(0).size(); i++) {
        int number = i;
        NDList arrays = new NDList(states.stream().map(each -> each.get(number)).toList());
        together.add(NDArrays.concat(arrays, 1)); // (1, B, H)
      }
      List<GeneratorExample> examples =
          alone.stream().flatMap(batch -> examples(batch).stream()).toList();
      return generate(agent, search, examples, together, maxLength);
    }
  }

  /**
   * What each configuration writes to all cases, found when it is first asked for: all of them in
   * one batch, but encoded one by one if padding, and so its neighbours, would change a case.
   */
  static Map<String, Supplier<List<List<Hypothesis>>>> searches(
      ImportedCheckpoint checkpoint, GeneratorAgent agent, JsonNode golden) {
    int maxLength = golden.get("max_generation_steps").asInt();
    List<JsonNode> cases = new ArrayList<>();
    golden.get("cases").forEach(cases::add);
    Map<String, Supplier<List<List<Hypothesis>>>> searches = new HashMap<>();
    golden
        .get("configs")
        .properties()
        .forEach(
            config ->
                searches.put(
                    config.getKey(),
                    once(
                        () -> {
                          Search search = search(agent, checkpoint, config.getValue());
                          if (!checkpoint.seesNeighbours()) {
                            Batch all =
                                agent.batchify(
                                    cases.stream().map(one -> example(agent, one)).toList());
                            return generate(agent, search, all, maxLength);
                          }
                          List<Batch> alone = cases.stream().map(one -> batch(agent, one)).toList();
                          return checkpoint.imported().model().equals("example-tga")
                              ? generateFromStates(agent, search, alone, maxLength)
                              : alone.stream()
                                  .map(one -> generate(agent, search, one, maxLength).get(0))
                                  .toList();
                        })));
    return searches;
  }

  private static <T> Supplier<T> once(Supplier<T> supplier) {
    List<T> kept = new ArrayList<>();
    return () -> {
      if (kept.isEmpty()) {
        kept.add(supplier.get());
      }
      return kept.get(0);
    };
  }
}
