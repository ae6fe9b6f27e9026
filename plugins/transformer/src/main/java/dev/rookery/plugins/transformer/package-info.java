/** The encoder-decoder transformer. */
@NullMarked
package dev.rookery.plugins.transformer;

import org.jspecify.annotations.NullMarked;
