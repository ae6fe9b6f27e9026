/** Tokenizers and dictionaries. */
@NullMarked
package dev.rookery.api.text;

import org.jspecify.annotations.NullMarked;
