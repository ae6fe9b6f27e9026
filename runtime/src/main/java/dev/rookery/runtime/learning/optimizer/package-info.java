/** Optimizers whose step is one libtorch call and whose state can be saved. */
@NullMarked
package dev.rookery.runtime.learning.optimizer;

import org.jspecify.annotations.NullMarked;
