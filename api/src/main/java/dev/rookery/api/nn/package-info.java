/** Building blocks for models: parameters, layers and fused libtorch operations. */
@NullMarked
package dev.rookery.api.nn;

import org.jspecify.annotations.NullMarked;
