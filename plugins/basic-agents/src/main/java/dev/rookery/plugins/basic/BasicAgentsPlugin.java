package dev.rookery.plugins.basic;

import dev.rookery.api.Plugin;
import dev.rookery.api.dialogue.AgentFactory;
import java.util.List;

/** The agents of this plugin. */
public final class BasicAgentsPlugin implements Plugin {

  @Override
  public List<AgentFactory> agents() {
    return List.of(
        new RepeatLabel(),
        new RepeatQuery(),
        new FixedResponse(),
        new RandomCandidate(),
        new Unigram(),
        new LocalHuman());
  }
}
