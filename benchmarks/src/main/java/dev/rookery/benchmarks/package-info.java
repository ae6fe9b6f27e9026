/**
 * Benchmarks of whole training and decoding loops, each beside the reference it is compared with.
 */
@NullMarked
package dev.rookery.benchmarks;

import org.jspecify.annotations.NullMarked;
