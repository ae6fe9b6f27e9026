/** Runs an agent over a task and adds its metrics up. */
@NullMarked
package dev.rookery.runtime.evaluation;

import org.jspecify.annotations.NullMarked;
