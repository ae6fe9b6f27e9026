package dev.rookery.plugins.basic;

import dev.rookery.api.dialogue.Agent;
import dev.rookery.api.dialogue.AgentContext;
import dev.rookery.api.dialogue.AgentFactory;
import dev.rookery.api.dialogue.Message;
import dev.rookery.api.settings.Setting;
import dev.rookery.api.settings.SettingsSpec;

/** Always says the same. */
final class FixedResponse implements AgentFactory {

  static final Setting<String> RESPONSE =
      Setting.text("fixed-response")
          .defaultsTo("I don't know.")
          .alias("fr")
          .describedAs("What to say.");

  @Override
  public String name() {
    return "fixed-response";
  }

  @Override
  public String description() {
    return "Always says the same, as a baseline such as the most frequent class.";
  }

  @Override
  public SettingsSpec settings() {
    return SettingsSpec.of(RESPONSE);
  }

  @Override
  public Agent create(AgentContext context) {
    Message response =
        Message.ofText(context.settings().get(RESPONSE)).with(Message.EPISODE_DONE, false);
    return new ReplyAgent("FixedResponseAgent", context.seed(), (observation, random) -> response);
  }
}
