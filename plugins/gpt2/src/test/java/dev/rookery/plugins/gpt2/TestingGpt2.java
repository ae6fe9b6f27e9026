package dev.rookery.plugins.gpt2;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import dev.rookery.api.nn.Precision;
import dev.rookery.api.policy.PolicyContext;
import dev.rookery.testkit.TestingPolicyContext;
import java.util.LinkedHashMap;
import java.util.Map;

/** Tiny networks and what is asked of them in tests. */
final class TestingGpt2 {

  static final int VOCABULARY = 11;
  static final int MAX_LENGTH = 8;

  /** Three rows of tokens. */
  static final long[][] TOKENS = {{1, 4, 7, 9, 2, 5}, {1, 3, 3, 10, 6, 8}, {1, 9, 5, 0, 7, 2}};

  private TestingGpt2() {}

  /** Settings of a network without dropout. */
  static Map<String, Object> settings() {
    Map<String, Object> settings = new LinkedHashMap<>();
    settings.put("n-positions", 80);
    settings.put("n-head", 2);
    settings.put("n-layer", 3);
    settings.put("n-embd", 12);
    for (String dropout : new String[] {"attn-pdrop", "embd-pdrop", "resid-pdrop"}) {
      settings.put(dropout, 0.0);
    }
    return settings;
  }

  static PolicyContext context(
      Map<String, Object> settings, Precision precision, NDManager manager) {
    TestingPolicyContext plain =
        TestingPolicyContext.of(new Gpt2Factory(), settings, VOCABULARY, MAX_LENGTH, manager);
    return new TestingPolicyContext(
        plain.settings(), plain.components(), VOCABULARY, MAX_LENGTH, manager, precision, 5);
  }

  /** A network whose weights are large enough for every part of it to matter. */
  static Gpt2Policy actor(Map<String, Object> settings, Precision precision, NDManager manager) {
    Gpt2Policy policy = (Gpt2Policy) new Gpt2Factory().actor(context(settings, precision, manager));
    policy
        .parameters()
        .byName()
        .forEach(
            (name, weight) -> {
              if (weight.getShape().dimension() == 2) {
                try (NDArray larger = weight.mul(10)) {
                  policy.parameters().set(name, larger);
                }
              }
            });
    return policy;
  }

  static void assertClose(NDArray actual, NDArray expected, float tolerance) {
    assertThat(actual.getShape()).isEqualTo(expected.getShape());
    assertThat(floats(actual))
        .usingComparatorWithPrecision(tolerance)
        .containsExactly(floats(expected));
  }

  static float[] floats(NDArray array) {
    return array.toType(DataType.FLOAT32, false).toFloatArray();
  }
}
