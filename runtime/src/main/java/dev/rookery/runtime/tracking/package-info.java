/**
 * Where a run's figures are written while it goes: {@code metrics.jsonl} and TensorBoard event
 * files.
 */
@NullMarked
package dev.rookery.runtime.tracking;

import org.jspecify.annotations.NullMarked;
