/**
 * Figures that can be merged: over the examples of a batch, over batches, over tasks and over
 * workers. Names are ParlAI's, so that a number here can be laid beside a number there.
 *
 * <p>A {@link dev.rookery.api.metrics.Metric} is one figure, a {@link
 * dev.rookery.api.metrics.MetricReport} a named set of them, and a {@link
 * dev.rookery.api.metrics.MetricAccumulator} collects while a loop runs. An agent reports figures
 * of its own in the extra {@code metrics} of its messages, a map from name to metric.
 */
@NullMarked
package dev.rookery.api.metrics;

import org.jspecify.annotations.NullMarked;
