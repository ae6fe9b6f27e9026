package dev.rookery.runtime.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import ai.djl.ndarray.NDManager;
import com.fasterxml.jackson.databind.JsonNode;
import dev.rookery.api.UserException;
import dev.rookery.api.policy.FieldSpec;
import dev.rookery.api.policy.PolicyModel;
import dev.rookery.api.policy.Vocabulary;
import dev.rookery.api.text.TokenizerFactory;
import dev.rookery.registry.PluginRegistry;
import dev.rookery.runtime.catalog.ComponentCatalog;
import dev.rookery.runtime.catalog.ComponentKind;
import dev.rookery.runtime.policy.SequenceRounds.Written;
import dev.rookery.runtime.text.ParityFolder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;

/** Complete runs of AceGen's sampling loop, column by column. */
@Tag("parity")
class SamplingParityTest {

  private static final String TEXTS_ONLY = "_smiles_only";
  private static final Pattern SCORE =
      Pattern.compile("([0-9.]+) \\* characters \\+ ([0-9.]+) \\* position in the batch");
  private static final ComponentCatalog CATALOG =
      ComponentCatalog.of(
          PluginRegistry.load(List.of(), SamplingParityTest.class.getClassLoader()));

  @TestFactory
  Stream<DynamicTest> runs() {
    return ParityFolder.tests(
        "acegen/sampling.json",
        (golden, tests) ->
            golden.forEach(
                run ->
                    tests.add(
                        dynamicTest(
                            run.get("run").asText() + " " + tests.size(),
                            () -> check(run, golden)))));
  }

  private static void check(JsonNode run, JsonNode golden) {
    if (run.has("checkpoint")) {
      checkNetwork(run);
    } else if (run.has("prompt")) {
      checkPrompt(run, golden);
    } else if (run.has("result")) {
      checkTexts(run, golden);
    } else {
      checkScript(run);
    }
  }

  /**
   * A run of a script.
   *
   * @param script ids by row and step
   * @param named the run that names its vocabulary
   * @param logProbs of what the script says, by step
   */
  private record Scripted(
      JsonNode script, JsonNode named, int columns, float[] logProbs, Optional<String> text) {

    static Scripted of(JsonNode run, JsonNode named) {
      return new Scripted(
          run.get("scripted_actions"),
          named,
          run.get("max_length").asInt(),
          logProbs(run.path("tensors")),
          Optional.ofNullable(run.get("prompt")).map(JsonNode::asText));
    }

    /** What a script's tokens are given, which is the same in all rows. */
    private static float[] logProbs(JsonNode tensors) {
      if (tensors.isMissingNode()) {
        return new float[0];
      }
      int columns = tensors.get("mask").get("shape").get(1).asInt();
      float[] mask = GoldenTensor.numbers(tensors.get("mask").get("data"));
      float[] all = GoldenTensor.numbers(tensors.get("action_log_prob").get("data"));
      float[] steps = new float[columns];
      for (int i = 0; i < all.length; i++) {
        if (mask[i] == 1) {
          assertThat(steps[i % columns]).isIn(0f, all[i]);
          steps[i % columns] = all[i];
        }
      }
      return steps;
    }

    int startId() {
      return named.get("start").asInt();
    }

    int vocabularySize() {
      return named.get("vocab").size();
    }

    SequenceCodec codec() {
      String[] tokens = new String[vocabularySize()];
      named
          .get("vocab")
          .properties()
          .forEach(token -> tokens[token.getValue().asInt()] = token.getKey());
      TokenizerFactory factory =
          CATALOG.<TokenizerFactory>lookUp(ComponentKind.TOKENIZER, "smiles").orElseThrow();
      return new SequenceCodec(
          factory.create(factory.settings().defaults()),
          new Vocabulary(List.of(tokens), tokens[startId()], tokens[named.get("end").asInt()]),
          columns);
    }

    SequenceSampler.Prompt prompt() {
      return text.map(given -> Prompts.of(given, codec())).orElse(SequenceSampler.Prompt.NONE);
    }

    /** The prompt, with what the script writes allowed wherever only some tokens are. */
    private SequenceSampler.Prompt followingScript() {
      SequenceSampler.Prompt given = prompt();
      boolean[] allowed = given.allowed().clone();
      for (JsonNode row : script) {
        for (int t = 0; t < given.restricted().length; t++) {
          if (given.restricted()[t]) {
            allowed[row.get(t).asInt()] = true; // theirs follows its script, whatever the mask says
          }
        }
      }
      return new SequenceSampler.Prompt(
          given.tokens(), given.restricted(), allowed, given.tellsDrawn());
    }

    /** Two tokens that a restricted place allows, too. */
    private List<Integer> others() {
      boolean[] atoms = Prompts.of("", codec()).allowed();
      List<Integer> ids = new ArrayList<>();
      for (int id = 0; id < atoms.length; id++) {
        if (atoms[id] && id != startId()) {
          ids.add(id);
        }
      }
      return ids.subList(0, 2);
    }

    /**
     * Writes all rows.
     *
     * @param once whether those that are alike are left out
     */
    List<Written> write(boolean likeAceGen, boolean once) {
      int endId = named.get("end").asInt();
      try (NDManager manager = NDManager.newBaseManager("PyTorch");
          PolicyModel policy =
              new ScriptedPolicy(script, logProbs, others(), vocabularySize(), manager)) {
        SequenceSampler sampler =
            new SequenceSampler(
                policy,
                new TokenEnvironment(startId(), endId, vocabularySize(), columns).with(policy),
                endId,
                manager);
        SequenceSampler.Request request =
            new SequenceSampler.Request(
                script.size(),
                1,
                0,
                1,
                true,
                text.isEmpty() ? List.of() : List.of(followingScript()));
        SequenceRounds rounds = new SequenceRounds(sampler, codec(), likeAceGen);
        return once ? rounds.write(request) : rounds.writeAll(request);
      }
    }
  }

  private static void checkScript(JsonNode run) {
    Scripted scripted = Scripted.of(run, run);
    boolean once = run.get("remove_duplicates").asBoolean();
    List<Written> written = scripted.write(true, once);

    assertThat(written).extracting(Written::text).isEqualTo(ParityFolder.texts(run.get("SMILES")));
    assertThat(run.get("batch_size").get(0).asInt()).isEqualTo(written.size());
    assertThat(run.get("number_done").asInt()).isEqualTo(written.size());
    List<Double> rewards = rewards(run, written);
    for (int row = 0; row < rewards.size(); row++) {
      assertThat(rewards.get(row))
          .isCloseTo(run.get("reward_at_done").get(row).asDouble(), Offset.offset(1e-6));
    }
    new GoldenRun(
            written.stream().map(Written::rollout).toList(),
            scripted.columns(),
            scripted.startId(),
            1,
            rewards,
            SequenceSampler.Prompt.NONE,
            scripted.vocabularySize())
        .check(run.get("tensors"), GoldenRun.ALL);
    checkOurs(scripted);
  }

  /** Ours keeps the order of writing, and reads no padding. */
  private static void checkOurs(Scripted scripted) {
    List<Written> theirs = scripted.write(true, false);
    List<Written> ours = scripted.write(false, false);
    assertThat(actions(ours)).isEqualTo(actions(theirs));
    for (int row = 0; row < ours.size(); row++) {
      assertThat(theirs.get(row).text()).startsWith(ours.get(row).text());
      if (ours.get(row).rollout().terminated()) {
        assertThat(ours.get(row).text()).isEqualTo(theirs.get(row).text());
      }
    }
    assertThat(actions(scripted.write(false, true)))
        .isEqualTo(actions(ours).stream().distinct().toList());
  }

  private static List<String> actions(List<Written> written) {
    return written.stream().map(each -> Arrays.toString(each.rollout().actions())).toList();
  }

  private static List<Double> rewards(JsonNode run, List<Written> written) {
    Matcher score = SCORE.matcher(run.get("scored").asText());
    assertThat(score.matches()).as(run.get("scored").asText()).isTrue();
    List<Double> rewards = new ArrayList<>();
    for (Written each : written) {
      rewards.add(
          Double.parseDouble(score.group(1)) * each.text().length()
              + Double.parseDouble(score.group(2)) * rewards.size());
    }
    return rewards;
  }

  /** A run that gives texts alone is that of another run's script, with what is alike. */
  private static void checkTexts(JsonNode run, JsonNode golden) {
    String name = run.get("run").asText();
    assertThat(name).endsWith(TEXTS_ONLY);
    JsonNode script =
        find(golden, other -> other.get("run").asText().concat(TEXTS_ONLY).equals(name));
    assertThat(Scripted.of(script, script).write(true, false))
        .extracting(Written::text)
        .isEqualTo(ParityFolder.texts(run.get("result")));
  }

  private static void checkPrompt(JsonNode run, JsonNode golden) {
    JsonNode whole = find(golden, other -> other.has("prompt") && other.has("tensors"));
    double start = whole.get("tensors").get("observation").get("data").get(0).asDouble();
    Scripted scripted =
        Scripted.of(
            run, find(golden, other -> other.has("vocab") && other.get("start").asInt() == start));
    if (run.has("error")) {
      assertThatThrownBy(scripted::prompt)
          .isInstanceOf(UserException.class)
          .hasMessageContaining(run.get("prompt").asText());
      return;
    }
    boolean hasAnyAtom = scripted.named().get("vocab").has("X");
    assertThat(run.get("vocab_size_after").asInt()) // theirs grows, ours stays as it is
        .isEqualTo(scripted.vocabularySize() + (hasAnyAtom ? 0 : 1));
    List<Rollout> theirs = scripted.write(true, false).stream().map(Written::rollout).toList();
    new GoldenRun(
            theirs,
            scripted.columns(),
            scripted.startId(),
            1,
            List.of(),
            scripted.prompt(),
            scripted.vocabularySize())
        .check(run.get("tensors"), GoldenRun.OF_PROMPT);
    checkOurProbabilities(scripted, theirs);
  }

  /** Ours are those of the prompt's tokens, which the script finds unlikely. */
  private static void checkOurProbabilities(Scripted scripted, List<Rollout> theirs) {
    List<Rollout> ours = scripted.write(false, false).stream().map(Written::rollout).toList();
    int[] given = scripted.prompt().tokens();
    for (int row = 0; row < ours.size(); row++) {
      assertThat(ours.get(row).actions()).isEqualTo(theirs.get(row).actions());
      for (int t = 0; t < ours.get(row).length(); t++) {
        boolean isForced =
            t < given.length
                && given[t] != SequenceSampler.FREE
                && given[t] != scripted.script().get(row).get(t).asInt();
        if (isForced) {
          assertThat(ours.get(row).logProbs()[t]).isLessThan(-2);
        } else {
          assertThat(ours.get(row).logProbs()[t]).isEqualTo(theirs.get(row).logProbs()[t]);
        }
      }
    }
  }

  private static JsonNode find(JsonNode golden, Predicate<JsonNode> condition) {
    return StreamSupport.stream(golden.spliterator(), false)
        .filter(condition)
        .findFirst()
        .orElseThrow();
  }

  private static void checkNetwork(JsonNode run) {
    JsonNode network = AceGenModel.described(run.get("checkpoint").asText());
    JsonNode options = network.get("options");
    int maxLength = run.get("max_length").asInt();
    int size = options.get("vocabulary_size").asInt();
    boolean heats = ParityFolder.texts(network.get("in_keys_inference")).contains("temperature");
    float temperature = (float) run.get("temperature").asDouble();
    try (NDManager manager = NDManager.newBaseManager("PyTorch");
        PolicyModel policy =
            AceGenModel.make(
                network.get("factory").asText(),
                options,
                run.get("checkpoint").asText(),
                maxLength,
                manager)) {
      checkPrimers(run.get("keys"), policy, maxLength);
      TokenEnvironment environment =
          new TokenEnvironment(run.get("start").asInt(), run.get("end").asInt(), size, maxLength)
              .with(policy);
      JsonNode tensors = run.get("tensors");
      int rows = tensors.get("action").get("shape").get(0).asInt();
      List<Rollout> rollouts =
          new SequenceSampler(policy, environment, run.get("end").asInt(), manager)
              .sample(
                  new SequenceSampler.Request(
                      rows, 1, 0, heats ? temperature : 1, true, List.of()));
      new GoldenRun(
              rollouts,
              maxLength,
              run.get("start").asInt(),
              temperature,
              List.of(),
              SequenceSampler.Prompt.NONE,
              size)
          .check(tensors, GoldenRun.OF_NETWORK);
      checkTraining(run, policy, rollouts, manager);
    }
  }

  private static void checkPrimers(JsonNode keys, PolicyModel policy, int maxLength) {
    for (FieldSpec primer : policy.primers()) {
      if (!keys.has(primer.name())) {
        assertThat(primer.name()).doesNotStartWith("recurrent"); // GPT-2's cache is ours alone
        continue;
      }
      JsonNode shape = keys.get(primer.name()).get(0);
      assertThat(shape.get(1).asInt()).isEqualTo(maxLength);
      for (int i = 0; i < primer.shape().dimension(); i++) {
        assertThat(shape.get(i + 2).asLong()).isEqualTo(primer.shape().get(i));
      }
    }
  }

  /** The network that learns gives what was written the probabilities at temperature 1. */
  private static void checkTraining(
      JsonNode run, PolicyModel policy, List<Rollout> rollouts, NDManager manager) {
    SequenceBatch batch =
        SequenceBatch.of(
            rollouts.stream().map(Rollout::actions).toList(), run.get("start").asInt());
    float[] ours = new PolicyPass(policy, batch, manager, false).logProbs().toFloatArray();
    float[] theirs = GoldenTensor.numbers(run.get("training_log_prob"));
    int columns = run.get("max_length").asInt();
    int n = 0;
    for (int row = 0; row < rollouts.size(); row++) {
      for (int t = 0; t < rollouts.get(row).length(); t++) {
        assertThat(ours[n++])
            .as("training log-prob of row %d, step %d", row, t)
            .isCloseTo(theirs[row * columns + t], Offset.offset(1e-5f));
      }
    }
  }
}
