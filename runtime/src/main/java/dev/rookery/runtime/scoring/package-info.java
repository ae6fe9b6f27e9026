/** Scoring functions at work: guarded, remembered, spread over the cores. */
@NullMarked
package dev.rookery.runtime.scoring;

import org.jspecify.annotations.NullMarked;
