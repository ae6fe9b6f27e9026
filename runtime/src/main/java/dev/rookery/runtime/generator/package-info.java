/** The agent that writes replies: from messages to token ids and back. */
@NullMarked
package dev.rookery.runtime.generator;

import org.jspecify.annotations.NullMarked;
