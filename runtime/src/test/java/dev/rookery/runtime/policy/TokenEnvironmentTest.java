package dev.rookery.runtime.policy;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.rookery.api.policy.FieldSpec;
import dev.rookery.api.policy.Fields;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Environments begin anew one by one. */
class TokenEnvironmentTest {

  private final NDManager manager = NDManager.newBaseManager("PyTorch");
  private final TokenEnvironment environment =
      new TokenEnvironment(1, 0, 5, 6).with(FieldSpec.floats("state", 2, 3));

  @Test
  void whatIsDoneBeginsAnewAndTheRestGoesOn() {
    Fields fields = environment.reset(3, manager);
    fields = environment.step(fields, manager.create(new long[] {2, 3, 4}));
    fields = environment.step(fields, manager.create(new long[] {2, 0, 4})); // the second ends
    fields.set("state", manager.ones(new Shape(3, 2, 3)));
    fields.set(TokenEnvironment.TEMPERATURE, manager.full(new Shape(3, 1), 0.5f));

    Fields next = environment.resetDone(fields, manager);

    assertThat(next.names()).isEqualTo(fields.names());
    assertThat(next.get(TokenEnvironment.OBSERVATION).toLongArray()).containsExactly(2, 1, 4);
    assertThat(next.get(TokenEnvironment.SEQUENCE).toLongArray())
        .containsExactly(1, 2, 2, 0, 0, 0, 1, 0, 0, 0, 0, 0, 1, 4, 4, 0, 0, 0);
    assertThat(next.get(TokenEnvironment.STEP_COUNT).toLongArray()).containsExactly(3, 1, 3);
    assertThat(next.get(TokenEnvironment.IS_INIT).toBooleanArray())
        .containsExactly(false, true, false);
    assertThat(next.get(TokenEnvironment.DONE).toBooleanArray()).containsOnly(false);
    assertThat(next.get(TokenEnvironment.TERMINATED).toBooleanArray()).containsOnly(false);
    assertThat(next.get("state").toFloatArray())
        .containsExactly(1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1);
    assertThat(next.get(TokenEnvironment.TEMPERATURE).toFloatArray())
        .containsExactly(0.5f, 1, 0.5f);
  }

  /** One that began anew has all its steps before it; the others are cut where they would be. */
  @Test
  void whatBeganAnewMayBecomeAsLongAsAnyOther() {
    Fields fields = environment.reset(2, manager);
    fields = environment.step(fields, manager.create(new long[] {0, 2}));
    fields = environment.resetDone(fields, manager);
    for (int step = 0; step < 4; step++) {
      fields = environment.step(fields, manager.create(new long[] {3, 3}));
    }

    assertThat(fields.get(TokenEnvironment.TRUNCATED).toBooleanArray())
        .containsExactly(false, true);
    assertThat(fields.get(TokenEnvironment.SEQUENCE).toLongArray())
        .containsExactly(1, 3, 3, 3, 3, 0, 1, 2, 3, 3, 3, 0);
    fields =
        environment.step(environment.resetDone(fields, manager), manager.create(new long[] {3, 3}));
    assertThat(fields.get(TokenEnvironment.TRUNCATED).toBooleanArray())
        .containsExactly(true, false);
  }

  @AfterEach
  void close() {
    manager.close();
  }
}
