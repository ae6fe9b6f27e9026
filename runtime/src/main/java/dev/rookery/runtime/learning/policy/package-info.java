/** Reinforcement learning of policies: one loop, and the algorithms that it can run. */
@NullMarked
package dev.rookery.runtime.learning.policy;

import org.jspecify.annotations.NullMarked;
