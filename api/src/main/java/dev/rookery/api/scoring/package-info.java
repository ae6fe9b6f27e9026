/** How good a sequence is: what policies learn to raise. */
@NullMarked
package dev.rookery.api.scoring;

import org.jspecify.annotations.NullMarked;
