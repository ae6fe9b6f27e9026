/**
 * Writing with causal language models by the rules of Hugging Face's {@code generate}: greedy,
 * drawn and beam search, penalties, and filters of scores.
 */
@NullMarked
package dev.rookery.runtime.causal;

import org.jspecify.annotations.NullMarked;
