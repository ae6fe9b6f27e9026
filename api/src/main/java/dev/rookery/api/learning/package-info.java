/** Optimizers, learning-rate schedulers, learners and trackers. */
@NullMarked
package dev.rookery.api.learning;

import org.jspecify.annotations.NullMarked;
