/** Learners: the training loops. */
@NullMarked
package dev.rookery.runtime.learning;

import org.jspecify.annotations.NullMarked;
