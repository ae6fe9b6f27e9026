package dev.rookery.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rookery.api.UserException;
import dev.rookery.api.policy.PromptStage;
import dev.rookery.api.policy.Prompting;
import dev.rookery.api.policy.PromptingFactory;
import dev.rookery.api.settings.SettingsException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every prompting must hold to. Extend it in a test of the prompting's factory. */
public abstract class PromptingContract {

  private static final int SEEDS = 20;

  /** Of one sequence; more are taken for stages without end. */
  private static final int MOST_STAGES = 1000;

  protected abstract PromptingFactory factory();

  /** The prompting's settings by name. */
  protected Map<String, ?> settings() {
    return Map.of();
  }

  /** What a policy might write after a prompt, also what stands for nothing there. */
  protected List<String> continuations() {
    return List.of("", "C", "CCO", "(", ")))", " ", "é 漢字 😀");
  }

  /** Settings of the right types that make no sense. */
  protected abstract List<Map<String, ?>> wrongSettings();

  private Prompting open(Map<String, ?> settings) {
    return factory().create(TestingSettings.of(factory().settings(), settings));
  }

  private Prompting open() {
    return open(settings());
  }

  /** A stage as it was, and what became of it. */
  private record Passed(List<String> texts, boolean goesOn, String sequence) {}

  /** A sequence on its way, in which what a policy would choose and write is drawn. */
  private final class Way {
    private final SplittableRandom policy;
    private final List<Passed> passed = new ArrayList<>();
    private Optional<PromptStage> stage;

    Way(Prompting prompting, long seed) {
      policy = new SplittableRandom(~seed);
      stage = Optional.of(prompting.begin(new SplittableRandom(seed)));
    }

    boolean isOpen() {
      return stage.isPresent();
    }

    void advance() {
      PromptStage now = stage.orElseThrow();
      List<String> texts = List.copyOf(now.texts());
      int chosen = policy.nextInt(texts.size());
      String text = texts.get(chosen);
      String sequence =
          now.goesOn() ? text + continuations().get(policy.nextInt(continuations().size())) : text;
      passed.add(new Passed(texts, now.goesOn(), sequence));
      stage = now.next(chosen, sequence);
    }
  }

  private List<Passed> walk(Prompting prompting, long seed) {
    Way way = new Way(prompting, seed);
    while (way.isOpen()) {
      assertThat(way.passed).as("stages without end").hasSizeLessThan(MOST_STAGES);
      way.advance();
    }
    return way.passed;
  }

  private List<List<Passed>> walkAll(Prompting prompting) {
    return IntStream.range(0, SEEDS).mapToObj(seed -> walk(prompting, seed)).toList();
  }

  @Test
  void everyStageHasTextsOfWhichEachIsThereOnce() {
    for (List<Passed> stages : walkAll(open())) {
      for (Passed stage : stages) {
        assertThat(stage.texts()).isNotEmpty().doesNotHaveDuplicates();
      }
    }
  }

  /** Otherwise the policy would have written nothing of the sequence. */
  @Test
  void thePolicyGoesOnInTheFirstStage() {
    for (List<Passed> stages : walkAll(open())) {
      assertThat(stages.get(0).goesOn()).isTrue();
    }
  }

  @Test
  void aStageSaysTheSameAgain() {
    PromptStage stage = open().begin(new SplittableRandom(1));

    assertThat(stage.texts()).isEqualTo(stage.texts());
    assertThat(stage.goesOn()).isEqualTo(stage.goesOn());
  }

  @Test
  void theSameRandomNumbersGiveTheSameStages() {
    Prompting prompting = open();

    assertThat(walkAll(prompting)).as("again").isEqualTo(walkAll(prompting));
    assertThat(walkAll(open())).as("another prompting").isEqualTo(walkAll(prompting));
  }

  /** As the sequences of a round do. */
  @Test
  void sequencesThatGoThroughStagesTogetherDoNotDisturbEachOther() {
    Prompting prompting = open();
    List<Way> ways = IntStream.range(0, SEEDS).mapToObj(seed -> new Way(prompting, seed)).toList();
    for (int stage = 0; stage < MOST_STAGES; stage++) {
      ways.stream().filter(Way::isOpen).forEach(Way::advance);
    }

    assertThat(ways.stream().map(way -> way.passed).toList()).isEqualTo(walkAll(open()));
  }

  @Test
  void threadsDoNotDisturbEachOther() {
    Prompting prompting = open();
    List<List<Passed>> expected = walkAll(open());

    assertThat(
            IntStream.range(0, 10 * SEEDS)
                .parallel()
                .mapToObj(i -> walk(prompting, i % SEEDS))
                .toList())
        .isEqualTo(IntStream.range(0, 10 * SEEDS).mapToObj(i -> expected.get(i % SEEDS)).toList());
  }

  /** A policy may write anything, and what it writes may be cut off; no stage may fail for that. */
  @Test
  void whateverIsWrittenIsTaken() {
    List<String> written = new ArrayList<>(continuations());
    written.addAll(List.of("", " ", "no such thing", "é 漢字 😀", "(".repeat(200)));
    for (String text : written) {
      for (long seed = 0; seed < SEEDS; seed++) {
        PromptStage stage = open().begin(new SplittableRandom(seed));
        stage.next(stage.texts().size() - 1, stage.texts().get(stage.texts().size() - 1) + text);
        PromptStage other = open().begin(new SplittableRandom(seed));
        other.next(0, text);
      }
    }
  }

  @Test
  void wrongSettingsAreRefusedWithAReason() {
    assertThat(wrongSettings()).isNotEmpty();
    for (Map<String, ?> wrong : wrongSettings()) {
      assertThatThrownBy(() -> open(wrong))
          .as(wrong.toString())
          .isInstanceOfAny(UserException.class, SettingsException.class)
          .message()
          .isNotBlank();
    }
  }
}
