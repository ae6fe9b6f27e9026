package dev.rookery.plugins.gpt2;

import dev.rookery.api.Plugin;
import dev.rookery.api.policy.PolicyModelFactory;
import java.util.List;

/** Brings the policy {@code gpt2}. */
public final class Gpt2Plugin implements Plugin {

  @Override
  public List<PolicyModelFactory> policyModels() {
    return List.of(new Gpt2Factory());
  }
}
