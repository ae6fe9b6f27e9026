package dev.rookery.plugins.recurrentpolicy;

import dev.rookery.api.nn.RecurrentOptions;
import dev.rookery.api.nn.RecurrentOptions.Cell;
import dev.rookery.api.policy.PolicyContext;
import dev.rookery.api.policy.PolicyModel;
import dev.rookery.api.policy.PolicyModelFactory;
import dev.rookery.api.settings.Setting;
import dev.rookery.api.settings.Settings;
import dev.rookery.api.settings.SettingsSpec;
import java.util.Locale;

/** Makes {@code gru} and {@code lstm}: AceGen's networks of these names, with its defaults. */
public final class RecurrentPolicyFactory implements PolicyModelFactory {

  static final Setting<Integer> EMBEDDING_SIZE =
      Setting.integer("embedding-size")
          .atLeast(1)
          .defaultsTo(256)
          .describedAs("size of the token embeddings");
  static final Setting<Integer> HIDDEN_SIZE =
      Setting.integer("hidden-size")
          .atLeast(1)
          .defaultsTo(512)
          .describedAs("size of the recurrent states");
  static final Setting<Integer> LAYERS =
      Setting.integer("num-layers").atLeast(1).defaultsTo(3).describedAs("recurrent layers");
  static final Setting<Double> DROPOUT =
      Setting.decimal("dropout")
          .within(0, 1)
          .defaultsTo(0.0)
          .describedAs("share of numbers dropped between layers in training");
  static final Setting<Boolean> VALUE_PER_ACTION =
      Setting.bool("value-per-action")
          .defaultsTo(false)
          .describedAs("let a critic give a value for each next token instead of one");

  private final String name;
  private final Cell cell;

  RecurrentPolicyFactory(String name, Cell cell) {
    this.name = name;
    this.cell = cell;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public String description() {
    return "Layers of "
        + cell.name().toUpperCase(Locale.ROOT)
        + " cells that write sequences token by token, as in AceGen and REINVENT";
  }

  @Override
  public SettingsSpec settings() {
    return SettingsSpec.of(EMBEDDING_SIZE, HIDDEN_SIZE, LAYERS, DROPOUT, VALUE_PER_ACTION);
  }

  @Override
  public PolicyModel actor(PolicyContext context) {
    return make(context, "recurrent_state_actor", true, false);
  }

  @Override
  public PolicyModel critic(PolicyContext context) {
    return make(context, "recurrent_state_critic", false, true);
  }

  @Override
  public PolicyModel actorCritic(PolicyContext context) {
    return make(context, "recurrent_state", true, true);
  }

  private PolicyModel make(PolicyContext context, String state, boolean acts, boolean values) {
    Settings settings = context.settings();
    RecurrentOptions options =
        new RecurrentOptions(
            cell,
            settings.get(EMBEDDING_SIZE),
            settings.get(HIDDEN_SIZE),
            settings.get(LAYERS),
            false,
            settings.get(DROPOUT));
    return new RecurrentPolicy(
        context,
        options,
        state,
        new RecurrentPolicy.Heads(acts, values, settings.get(VALUE_PER_ACTION)));
  }
}
