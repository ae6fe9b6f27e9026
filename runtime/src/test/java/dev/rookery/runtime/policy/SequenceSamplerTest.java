package dev.rookery.runtime.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDManager;
import dev.rookery.api.policy.FieldSpec;
import dev.rookery.api.policy.PolicyModel;
import dev.rookery.api.settings.SettingsException;
import dev.rookery.registry.PluginRegistry;
import dev.rookery.runtime.catalog.ComponentCatalog;
import dev.rookery.runtime.catalog.ComponentKind;
import dev.rookery.testkit.TestingPolicyContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Sequences from a policy, and the fields of its environments. */
class SequenceSamplerTest {

  private static final int TOKENS = 7;

  private final NDManager manager = NDManager.newBaseManager("PyTorch");
  private final PolicyModel policy =
      ComponentCatalog.of(PluginRegistry.load(List.of(), getClass().getClassLoader()))
          .lookUp(ComponentKind.POLICY, "gru")
          .map(
              factory ->
                  factory.actor(
                      TestingPolicyContext.of(
                          factory,
                          Map.of("embedding-size", 4, "hidden-size", 8, "num-layers", 2),
                          TOKENS,
                          9,
                          manager)))
          .orElseThrow();

  private SequenceSampler sampler() {
    return new SequenceSampler(
        policy, new TokenEnvironment(1, 0, TOKENS, 9).with(policy), 0, manager);
  }

  @Test
  void whatIsDrawnDoesNotDependOnHowManyAreDrawnAtOnce() {
    List<String> together = texts(sampler().sample(SequenceSampler.Request.of(24, 5, 0)));
    List<String> apart = new ArrayList<>();
    for (int first = 0; first < 24; first += 6) {
      apart.addAll(texts(sampler().sample(SequenceSampler.Request.of(6, 5, first))));
    }

    assertThat(apart).isEqualTo(together);
    assertThat(Set.copyOf(together)).hasSizeGreaterThan(12);
  }

  /** Else runs with several seeds would all write the same. */
  @Test
  void neighbouringSeedsDrawDifferently() {
    Set<String> first =
        new HashSet<>(texts(sampler().sample(SequenceSampler.Request.of(64, 1, 0))));
    Set<String> second =
        new HashSet<>(texts(sampler().sample(SequenceSampler.Request.of(64, 2, 0))));

    assertThat(first).isNotEqualTo(second);
  }

  @Test
  void sequencesEndWithTheEndTokenOrAreCutOff() {
    for (Rollout rollout : sampler().sample(SequenceSampler.Request.of(50, 1, 0))) {
      int[] actions = rollout.actions();
      assertThat(rollout.terminated()).isEqualTo(actions[actions.length - 1] == 0);
      assertThat(rollout.terminated() || actions.length == 8).isTrue();
      assertThat(rollout.logProbs()).hasSameSizeAs(actions);
    }
  }

  @Test
  void promptsAreKept() {
    SequenceSampler.Prompt prompt =
        new SequenceSampler.Prompt(
            new int[] {3, SequenceSampler.FREE, 4},
            new boolean[] {false, true, false},
            new boolean[] {false, false, true, false, false, true, false},
            false);
    Set<Integer> afterwards = new HashSet<>();
    for (Rollout rollout :
        sampler().sample(new SequenceSampler.Request(40, 1, 0, 1.5, false, List.of(prompt)))) {
      assertThat(rollout.actions()[0]).isEqualTo(3);
      assertThat(rollout.actions()[1]).isIn(2, 5);
      assertThat(rollout.actions()[2]).isEqualTo(4);
      afterwards.add(rollout.actions()[3]);
    }
    assertThat(afterwards).contains(0, 6); // what was forbidden at one place is free at the next
  }

  @Test
  void eachSequenceMayHaveAPromptOfItsOwn() {
    SequenceSampler.Prompt four = beginning(4);
    SequenceSampler.Prompt two = beginning(2);
    SequenceSampler.Request both =
        SequenceSampler.Request.of(3, 5, 7).with(List.of(four, SequenceSampler.Prompt.NONE, two));

    List<String> together = texts(sampler().sample(both));

    assertThat(together.get(0)).startsWith("[4");
    assertThat(together.get(2)).startsWith("[2");
    assertThat(together)
        .isEqualTo(List.of(alone(7, List.of(four)), alone(8, List.of()), alone(9, List.of(two))));
    assertThatThrownBy(() -> SequenceSampler.Request.of(3, 5, 7).with(List.of(four, two)))
        .hasMessageContaining("2 prompts");
  }

  private String alone(long number, List<SequenceSampler.Prompt> prompts) {
    SequenceSampler.Request one = SequenceSampler.Request.of(1, 5, number).with(prompts);
    return texts(sampler().sample(one)).get(0);
  }

  private static SequenceSampler.Prompt beginning(int id) {
    return new SequenceSampler.Prompt(
        new int[] {id}, new boolean[] {false}, new boolean[TOKENS], false);
  }

  @Test
  void printedFieldsShowThePrimersShape() {
    TokenEnvironment environment =
        new TokenEnvironment(1, 0, TOKENS, 100).with(FieldSpec.floats("recurrent_state", 10));

    assertThat(environment.reset(1, manager).toString())
        .contains("recurrent_state: (1, 10) float32")
        .contains("sequence: (1, 100)");
  }

  @Test
  void saysWhichFieldAPolicyLacks() {
    assertThatThrownBy(() -> new TokenEnvironment(1, 0, TOKENS, 9).with(new Asking(policy)))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("the_moon")
        .hasMessageContaining("observation");
  }

  /** Reads a field that nobody gives. */
  private static final class Asking extends DelegatingPolicy {
    Asking(PolicyModel policy) {
      super(policy);
    }

    @Override
    public List<String> reads() {
      return List.of("the_moon");
    }
  }

  private static List<String> texts(List<Rollout> rollouts) {
    return rollouts.stream().map(rollout -> Arrays.toString(rollout.actions())).toList();
  }

  @AfterEach
  void close() {
    policy.close();
    manager.close();
  }
}
