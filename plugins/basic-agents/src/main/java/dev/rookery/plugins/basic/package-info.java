/** Agents that learn nothing: baselines, debugging aids and a human at the keyboard. */
@NullMarked
package dev.rookery.plugins.basic;

import org.jspecify.annotations.NullMarked;
