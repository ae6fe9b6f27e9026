/** Checkpoints that survive a crash at any moment, in safetensors. */
@NullMarked
package dev.rookery.runtime.learning.checkpoint;

import org.jspecify.annotations.NullMarked;
