package dev.rookery.runtime.learning.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rookery.api.scoring.Score;
import dev.rookery.runtime.policy.GoldenTensor;
import dev.rookery.runtime.policy.Rollout;
import dev.rookery.runtime.policy.SequenceRounds;
import dev.rookery.runtime.text.ParityFolder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;

/** AceGen's experience replay, slot by slot, and its baselines. */
@Tag("parity")
class ReplayParityTest {

  @TestFactory
  Stream<DynamicTest> buffers() {
    return ParityFolder.tests(
        "acegen/replay_buffer.json",
        (golden, tests) ->
            golden.forEach(
                run -> {
                  if (run.has("events")) {
                    tests.add(
                        dynamicTest(
                            "capacity " + run.get("capacity") + ", alpha " + run.get("alpha"),
                            () -> checkBuffer(run)));
                  } else {
                    tests.add(
                        dynamicTest(
                            "remove_duplicates",
                            () -> checkDifferent(run.get("remove_duplicates"))));
                  }
                }));
  }

  /** Of rows that are alike the first is kept, and all are put in order. */
  private static void checkDifferent(JsonNode golden) {
    List<Rollout> rollouts = new ArrayList<>();
    golden
        .get("action")
        .forEach(
            row -> rollouts.add(new Rollout(ParityFolder.ids(row), new float[row.size()], true)));
    int columns = golden.get("action").get(0).size();
    List<Integer> kept =
        SequenceRounds.different(rollouts, columns, true).stream().map(rollouts::indexOf).toList();
    assertThat(kept)
        .isEqualTo(Arrays.stream(ParityFolder.ids(golden.get("kept_ids"))).boxed().toList());
  }

  private static void checkBuffer(JsonNode run) {
    ReplayBuffer buffer =
        new ReplayBuffer(run.get("capacity").asInt(), run.get("alpha").asDouble());
    for (JsonNode event : run.get("events")) {
      List<Experience> fresh = new ArrayList<>();
      for (int i = 0; i < event.get("added_ids").size(); i++) {
        int[] actions = new int[event.get("actions").get(i).size()];
        for (int t = 0; t < actions.length; t++) {
          actions[t] = event.get("actions").get(i).get(t).asInt();
        }
        fresh.add(
            new Experience(
                new Rollout(actions, new float[actions.length], true),
                event.get("added_ids").get(i).asText(),
                Score.of(event.get("rewards").get(i).asDouble())));
      }
      buffer.offer(fresh);
      List<String> ids = new ArrayList<>();
      event.get("stored_ids").forEach(id -> ids.add(id.asText()));
      assertThat(buffer.contents()).extracting(Experience::text).isEqualTo(ids);
      for (int i = 0; i < fresh.size(); i++) {
        if (event.get("duplicate").get(i).asInt() == 1) {
          assertThat(ids).doesNotContain(fresh.get(i).text());
        }
      }
      float[] priorities = GoldenTensor.numbers(event.get("stored_priority"));
      assertThat(buffer.contents()).hasSameSizeAs(ids);
      for (int slot = 0; slot < priorities.length; slot++) {
        assertThat((float) buffer.contents().get(slot).reward()).isEqualTo(priorities[slot]);
      }
      float[] weights = GoldenTensor.numbers(event.get("sampler_weight"));
      double[] ours = buffer.weights();
      assertThat(ours).hasSize(weights.length);
      for (int slot = 0; slot < ours.length; slot++) {
        assertThat(ours[slot]).isCloseTo(weights[slot], Offset.offset(1e-5));
      }
    }
    checkDraws(buffer, GoldenTensor.numbers(run.get("sampled_fraction_6000_draws")));
  }

  private static void checkDraws(ReplayBuffer buffer, float[] fractions) {
    int[] drawn = new int[fractions.length];
    for (Experience each : buffer.draw(6000, new SplittableRandom(1))) {
      drawn[buffer.contents().indexOf(each)]++;
    }
    for (int slot = 0; slot < fractions.length; slot++) {
      assertThat(drawn[slot] / 6000.0).isCloseTo(fractions[slot], Offset.offset(0.03));
    }
  }

  @TestFactory
  Stream<DynamicTest> baselines() {
    return ParityFolder.tests(
        "acegen/baselines.json",
        (golden, tests) -> {
          RewardBaseline.MovingAverage average = new RewardBaseline.MovingAverage();
          golden.forEach(
              batch ->
                  tests.add(
                      dynamicTest("batch " + tests.size(), () -> checkBaselines(batch, average))));
        });
  }

  private static void checkBaselines(JsonNode batch, RewardBaseline.MovingAverage average) {
    double[] rewards = new double[batch.get("rewards").size()];
    for (int i = 0; i < rewards.length; i++) {
      rewards[i] = batch.get("rewards").get(i).asDouble();
    }
    average.of(rewards);
    assertThat(average.mean()).isCloseTo(batch.get("mab_mean").asDouble(), Offset.offset(1e-6));
    assertThat(average.deviation()).isCloseTo(batch.get("mab_std").asDouble(), Offset.offset(1e-6));
    assertThat(average.count()).isCloseTo(batch.get("mab_count").asDouble(), Offset.offset(1e-9));
    double[] others = RewardBaseline.leaveOneOut().of(rewards);
    for (int i = 0; i < rewards.length; i++) {
      assertThat(others[i]).isCloseTo(batch.get("loo_mean").get(i).asDouble(), Offset.offset(1e-6));
    }
  }
}
