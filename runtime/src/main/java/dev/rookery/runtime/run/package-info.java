/** A run is a folder: where its files are, who may write it, and what it was made from. */
@NullMarked
package dev.rookery.runtime.run;

import org.jspecify.annotations.NullMarked;
