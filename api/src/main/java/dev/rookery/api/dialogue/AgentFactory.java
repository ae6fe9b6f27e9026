package dev.rookery.api.dialogue;

import dev.rookery.api.ComponentFactory;

/** Makes an agent. */
public interface AgentFactory extends ComponentFactory {

  Agent create(AgentContext context);
}
