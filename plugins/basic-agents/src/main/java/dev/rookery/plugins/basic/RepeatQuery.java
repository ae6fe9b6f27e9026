package dev.rookery.plugins.basic;

import dev.rookery.api.dialogue.Agent;
import dev.rookery.api.dialogue.AgentContext;
import dev.rookery.api.dialogue.AgentFactory;
import dev.rookery.api.dialogue.Message;

/** Says what was said to it: the last line of the text. */
final class RepeatQuery implements AgentFactory {

  private static final String NOTHING = "Nothing to repeat yet.";

  @Override
  public String name() {
    return "repeat-query";
  }

  @Override
  public String description() {
    return "Says the last line that was said to it, as a baseline for f1.";
  }

  @Override
  public Agent create(AgentContext context) {
    return new ReplyAgent(
        "RepeatQueryAgent",
        context.seed(),
        (observation, random) ->
            Message.ofText(observation.map(RepeatQuery::lastLine).orElse(NOTHING))
                .with(Message.EPISODE_DONE, false));
  }

  private static String lastLine(Message observation) {
    String text = observation.text().orElse("I don't know");
    String line = text.substring(text.lastIndexOf('\n') + 1);
    return line.isEmpty() ? NOTHING : line;
  }
}
