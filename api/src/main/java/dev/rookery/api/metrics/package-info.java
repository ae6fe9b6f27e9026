/** Mergeable metrics with ParlAI's names. */
@NullMarked
package dev.rookery.api.metrics;

import org.jspecify.annotations.NullMarked;
