/**
 * Tokenizers and dictionaries. {@link dev.rookery.runtime.text.Dictionaries} builds, saves and
 * loads; everything else is a part of it.
 */
@NullMarked
package dev.rookery.runtime.text;

import org.jspecify.annotations.NullMarked;
