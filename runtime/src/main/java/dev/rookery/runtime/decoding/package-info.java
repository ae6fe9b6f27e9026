/** Searches: ways to choose the tokens of a reply. */
@NullMarked
package dev.rookery.runtime.decoding;

import org.jspecify.annotations.NullMarked;
