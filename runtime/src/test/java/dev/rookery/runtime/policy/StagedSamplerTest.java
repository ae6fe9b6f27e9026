package dev.rookery.runtime.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rookery.api.UserException;
import dev.rookery.api.policy.PromptStage;
import dev.rookery.api.policy.Prompting;
import dev.rookery.runtime.policy.SequenceRounds.Written;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Sequences that come about in stages, whatever they mean. */
class StagedSamplerTest {

  private final PolicyAgent agent = agent();

  private static PolicyAgent agent() {
    return TinyPolicy.agent(policy -> policy);
  }

  /**
   * A stage.
   *
   * @param following the next stage for what was written
   */
  private record Stage(
      List<String> texts, boolean goesOn, Function<String, Optional<PromptStage>> following)
      implements PromptStage {

    @Override
    public Optional<PromptStage> next(int chosen, String sequence) {
      assertThat(sequence).startsWith(texts.get(chosen));
      return following.apply(sequence);
    }

    static Stage last(boolean goesOn, String... texts) {
      return new Stage(List.of(texts), goesOn, sequence -> Optional.empty());
    }
  }

  private List<Written> write(Prompting prompting, int count, long first) {
    return new StagedSampler(prompting, "{ name = toy }", "the prompting \"toy\" (test: 1)", agent)
        .write(SequenceSampler.Request.of(count, 5, first));
  }

  private static List<String> texts(List<Written> written) {
    return written.stream().map(Written::text).toList();
  }

  @Test
  void goesOnFromTheLikeliestText() {
    List<String> texts = List.of("CN", "NO", "OC", "CCC", "NN", "OOO");
    List<int[]> ids = texts.stream().map(text -> Prompts.of(text, agent.codec()).tokens()).toList();
    float[] likelihoods = agent.logLikelihoods(ids);
    int best =
        List.of(0, 1, 2, 3, 4, 5).stream()
            .max(Comparator.comparing(place -> likelihoods[place]))
            .orElseThrow();

    List<Written> written = write(random -> Stage.last(true, texts.toArray(String[]::new)), 20, 0);

    assertThat(texts(written)).allMatch(text -> text.startsWith(texts.get(best)));
    assertThat(texts(written).stream().distinct().count()).isGreaterThan(5);
  }

  /** Some end after the first stage, others begin once more with what they have. */
  private static Prompting twoStages() {
    return random ->
        new Stage(
            List.of(random.nextBoolean() ? "C" : "N"),
            true,
            text ->
                text.length() < 4
                    ? Optional.empty()
                    : Optional.of(Stage.last(true, text.substring(0, 3), text.substring(0, 2))));
  }

  @Test
  void whatIsWrittenDoesNotDependOnHowManyAreWrittenAtOnce() {
    List<String> together = texts(write(twoStages(), 24, 0));
    List<String> apart = new ArrayList<>();
    for (int first = 0; first < 24; first++) {
      apart.addAll(texts(write(twoStages(), 1, first)));
    }

    assertThat(apart).isEqualTo(together);
    assertThat(together).anyMatch(text -> text.startsWith("C")).anyMatch(t -> t.startsWith("N"));
  }

  /** Else the second stage would write what the first wrote at the same places. */
  @Test
  void stagesDrawDifferently() {
    Prompting again =
        random -> new Stage(List.of("C"), true, text -> Optional.of(Stage.last(true, "C")));

    assertThat(texts(write(again, 24, 0)))
        .isNotEqualTo(texts(write(random -> Stage.last(true, "C"), 24, 0)));
  }

  @Test
  void theLastTextMayStandAsItIs() {
    Prompting ends =
        random -> new Stage(List.of("C"), true, text -> Optional.of(Stage.last(false, "NNO")));

    for (Written written : write(ends, 5, 0)) {
      assertThat(written.text()).isEqualTo("NNO");
      assertThat(agent.codec().decode(written.rollout().actions())).startsWith("C");
    }
  }

  @Test
  void passesOverWhatCantBeWritten() {
    assertThat(texts(write(random -> Stage.last(true, "[Zz]", "N"), 5, 0)))
        .allMatch(text -> text.startsWith("N"));
  }

  @Test
  void staysAsItWasWhereALaterTextCantBeWritten() {
    List<String> before = texts(write(random -> Stage.last(true, "C"), 5, 0));
    Prompting then =
        random -> new Stage(List.of("C"), true, text -> Optional.of(Stage.last(true, "[Zz]")));

    assertThat(texts(write(then, 5, 0))).isEqualTo(before);
  }

  @Test
  void saysWhichTokenTheVocabularyLacks() {
    assertThatThrownBy(() -> write(random -> Stage.last(true, "C[Zz]"), 5, 0))
        .isInstanceOf(UserException.class)
        .hasMessageStartingWith("the prompting \"toy\" (test: 1) begins with")
        .hasMessageContaining("C[Zz]")
        .hasMessageContaining("\"[Zz]\" (token 2)");
    assertThatThrownBy(() -> write(random -> Stage.last(true, "CCCCCCCCCCCC"), 5, 0))
        .isInstanceOf(UserException.class)
        .hasMessageContaining("12 tokens");
  }

  @AfterEach
  void close() {
    agent.close();
  }
}
