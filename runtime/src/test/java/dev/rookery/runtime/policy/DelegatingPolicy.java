package dev.rookery.runtime.policy;

import ai.djl.ndarray.NDArray;
import dev.rookery.api.nn.Parameters;
import dev.rookery.api.policy.FieldSpec;
import dev.rookery.api.policy.Fields;
import dev.rookery.api.policy.PolicyInput;
import dev.rookery.api.policy.PolicyModel;
import java.util.List;

/** Another policy, of which a test changes a part. */
class DelegatingPolicy implements PolicyModel {

  private final PolicyModel policy;

  DelegatingPolicy(PolicyModel policy) {
    this.policy = policy;
  }

  @Override
  public Parameters parameters() {
    return policy.parameters();
  }

  @Override
  public List<String> writes() {
    return policy.writes();
  }

  @Override
  public List<FieldSpec> primers() {
    return policy.primers();
  }

  @Override
  public Fields step(Fields fields) {
    return policy.step(fields);
  }

  @Override
  public NDArray features(PolicyInput input) {
    return policy.features(input);
  }

  @Override
  public NDArray logits(NDArray features, boolean training) {
    return policy.logits(features, training);
  }

  @Override
  public NDArray values(NDArray features, boolean training) {
    return policy.values(features, training);
  }
}
