/** A whole agent, written without the generator pipeline. Copy it to begin your own. */
@NullMarked
package dev.rookery.plugins.exampleseq2seq;

import org.jspecify.annotations.NullMarked;
