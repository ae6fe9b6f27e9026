package dev.rookery.runtime.decoding;

import dev.rookery.api.model.Search;
import dev.rookery.api.model.SearchFactory;
import dev.rookery.api.settings.Setting;
import dev.rookery.api.settings.Settings;
import dev.rookery.api.settings.SettingsSpec;

/** The component {@code greedy}. */
public final class GreedySearchFactory implements SearchFactory {

  private static final Setting<Double> LENGTH_PENALTY =
      Setting.decimal("length-penalty")
          .alias("beam-length-penalty")
          .atLeast(0)
          .defaultsTo(0.65)
          .describedAs("how much the score of a long reply is lifted; changes scores, not replies");

  @Override
  public String name() {
    return "greedy";
  }

  @Override
  public String description() {
    return "The most probable token at each step";
  }

  @Override
  public SettingsSpec settings() {
    return SettingsSpec.of(LENGTH_PENALTY);
  }

  @Override
  public Search create(Settings settings) {
    return new GreedySearch(settings.get(LENGTH_PENALTY));
  }
}
