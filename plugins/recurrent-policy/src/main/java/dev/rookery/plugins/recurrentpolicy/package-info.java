/** Policies of recurrent layers: {@code gru} and {@code lstm}. */
@NullMarked
package dev.rookery.plugins.recurrentpolicy;

import org.jspecify.annotations.NullMarked;
