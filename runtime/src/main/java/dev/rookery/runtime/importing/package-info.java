/** Models of other programs. */
@NullMarked
package dev.rookery.runtime.importing;

import org.jspecify.annotations.NullMarked;
