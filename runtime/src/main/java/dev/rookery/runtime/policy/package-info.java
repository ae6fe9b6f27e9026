/** Policies at work: the token environment, sampling, and the agent that both learn with. */
@NullMarked
package dev.rookery.runtime.policy;

import org.jspecify.annotations.NullMarked;
