/** The policy {@code gpt2}, which is a causal language model too. */
@NullMarked
package dev.rookery.plugins.gpt2;

import org.jspecify.annotations.NullMarked;
