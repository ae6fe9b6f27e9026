/**
 * How good replies are: text metrics as ParlAI computes them, {@link
 * dev.rookery.runtime.metrics.TeacherMetrics} that add them up over a task, figures over several
 * tasks, and their tables.
 */
@NullMarked
package dev.rookery.runtime.metrics;

import org.jspecify.annotations.NullMarked;
