/**
 * Reads the checkpoints that PyTorch's {@code torch.save} writes, without running what is in them.
 */
@NullMarked
package dev.rookery.runtime.importing.torch;

import org.jspecify.annotations.NullMarked;
