package dev.rookery.plugins.recurrentpolicy;

import dev.rookery.api.Plugin;
import dev.rookery.api.nn.RecurrentOptions.Cell;
import dev.rookery.api.policy.PolicyModelFactory;
import java.util.List;

/** Brings the policies {@code gru} and {@code lstm}. */
public final class RecurrentPolicyPlugin implements Plugin {

  @Override
  public List<PolicyModelFactory> policyModels() {
    return List.of(
        new RecurrentPolicyFactory("gru", Cell.GRU), new RecurrentPolicyFactory("lstm", Cell.LSTM));
  }
}
