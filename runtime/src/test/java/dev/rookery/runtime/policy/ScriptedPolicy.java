package dev.rookery.runtime.policy;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import com.fasterxml.jackson.databind.JsonNode;
import dev.rookery.api.nn.Parameters;
import dev.rookery.api.policy.FieldSpec;
import dev.rookery.api.policy.Fields;
import dev.rookery.api.policy.PolicyInput;
import dev.rookery.api.policy.PolicyModel;
import java.util.Arrays;
import java.util.List;

/**
 * Writes what a script says, row by row, and gives it the probability that the reference data has
 * at that step. What is left of the probability has one other token, an atom where there is one.
 */
final class ScriptedPolicy implements PolicyModel {

  /** Of tokens that are next to impossible. */
  private static final float HARDLY = -1000;

  private final JsonNode script;
  private final float[] logProbs;
  private final List<Integer> others;
  private final int vocabularySize;
  private final Parameters parameters;
  private int step;

  /**
   * Makes a policy.
   *
   * @param script ids by row and step
   * @param logProbs of what the script says, by step
   * @param others two tokens that share what is left of the probability
   */
  ScriptedPolicy(
      JsonNode script,
      float[] logProbs,
      List<Integer> others,
      int vocabularySize,
      NDManager manager) {
    this.script = script;
    this.logProbs = logProbs;
    this.others = others;
    this.vocabularySize = vocabularySize;
    parameters = new Parameters(manager, 0);
  }

  @Override
  public Parameters parameters() {
    return parameters;
  }

  @Override
  public List<FieldSpec> primers() {
    return List.of(FieldSpec.floats("row", 1));
  }

  @Override
  public List<String> writes() {
    return List.of(LOGITS);
  }

  /** The primer remembers which row of the script an environment follows, from 1. */
  @Override
  public Fields step(Fields fields) {
    NDArray rows = fields.get("row");
    float[] numbers = rows.toFloatArray();
    NDManager manager = rows.getManager();
    float[] logits = new float[numbers.length * vocabularySize];
    Arrays.fill(logits, HARDLY);
    double logProb = step < logProbs.length ? logProbs[step] : -0.01;
    for (int i = 0; i < numbers.length; i++) {
      if (step == 0) {
        numbers[i] = i + 1;
      }
      JsonNode actions = script.get((int) numbers[i] - 1);
      int action = step < actions.size() ? actions.get(step).asInt() : 0;
      int other = others.get(0) == action ? others.get(1) : others.get(0);
      logits[i * vocabularySize + other] = (float) Math.log(-Math.expm1(logProb));
      logits[i * vocabularySize + action] = (float) logProb;
    }
    step++;
    return new Fields(fields.rows())
        .set("row", manager.create(numbers, rows.getShape()))
        .set(LOGITS, manager.create(logits, new Shape(numbers.length, vocabularySize)));
  }

  @Override
  public NDArray features(PolicyInput input) {
    throw new UnsupportedOperationException();
  }

  @Override
  public NDArray logits(NDArray features, boolean training) {
    throw new UnsupportedOperationException();
  }

  @Override
  public NDArray values(NDArray features, boolean training) {
    throw new UnsupportedOperationException();
  }
}
